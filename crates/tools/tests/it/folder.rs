//! The folder in which files are read and written.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tools::folder::Named;
use tools::{Error, Folder, Kind};

/// A folder of its own for one test, with a neighbour that nobody may touch.
struct Place {
    root: TempDir,
    folder: Folder,
}

impl Place {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("files/below")).unwrap();
        for (name, text) in [
            ("outside.txt", "kept"),
            ("files/inside.txt", "read"),
            ("files/.hidden", "hidden"),
            ("files/below/deep.txt", "deep"),
            ("files/empty.txt", ""),
        ] {
            fs::write(root.path().join(name), text).unwrap();
        }
        let folder = Folder::new(root.path().join("files"));
        Self { root, folder }
    }

    /// A path below the root.
    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn files(&self) -> Vec<String> {
        let mut all: Vec<String> = walk(self.root.path())
            .iter()
            .map(|path| {
                let text = fs::read_to_string(path).unwrap_or_default();
                format!("{} {text}", path.display())
            })
            .collect();
        all.sort();
        all
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        self.folder.read(named(name), 100)
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() && !path.is_symlink() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

fn named(name: &str) -> Named<'_> {
    Named {
        argument: "file",
        name,
    }
}

#[test]
fn a_name_that_leads_out_of_the_folder_is_neither_read_nor_written() {
    let place = Place::new();
    let before = place.files();
    let outside = place.at("outside.txt");
    let deep = place.at("files/below/deep.txt");
    for name in [
        "",
        "   ",
        ".",
        "..",
        "../outside.txt",
        "below/../../outside.txt",
        "below/deep.txt",
        "below\\deep.txt",
        ".hidden",
        "/etc/passwd",
        "C:outside.txt",
        "a\nb",
        "a\0b",
        outside.to_str().unwrap(),
        deep.to_str().unwrap(),
        &"x".repeat(201),
    ] {
        let error = place.read(name).unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput, "{name:?}: {error}");
        assert!(error.message.contains("`file`"), "{error}");
        let error = place.folder.create(named(name)).unwrap_err();
        assert_eq!(error.kind, Kind::InvalidInput, "{name:?}: {error}");
    }
    assert_eq!(place.files(), before);
}

#[cfg(unix)]
#[test]
fn a_link_leads_nowhere() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    symlink(place.at("outside.txt"), place.at("files/link.txt")).unwrap();
    symlink(place.at("nothing.txt"), place.at("files/dangling.txt")).unwrap();
    let before = place.files();
    let error = place.read("link.txt").unwrap_err();
    assert!(error.message.contains("no ordinary file"), "{error}");
    for name in ["link.txt", "dangling.txt"] {
        let error = place.folder.create(named(name)).unwrap_err();
        assert_eq!(error.kind, Kind::Conflict, "{error}");
    }
    assert!(!place.at("nothing.txt").exists());
    assert_eq!(place.files(), before);
}

#[test]
fn what_is_no_fit_file_is_refused_by_name() {
    let place = Place::new();
    fs::write(place.at("files/large.txt"), [b'x'; 101]).unwrap();
    fs::write(place.at("files/fits.txt"), [b'x'; 100]).unwrap();
    for (name, kind, part) in [
        ("below", Kind::InvalidInput, "no ordinary file"),
        ("empty.txt", Kind::InvalidInput, "empty"),
        ("large.txt", Kind::InvalidInput, "larger than 100 bytes"),
        ("absent.txt", Kind::NotFound, "no file \"absent.txt\""),
    ] {
        let error = place.read(name).unwrap_err();
        assert_eq!(error.kind, kind, "{error}");
        assert!(error.message.contains(part), "{error}");
    }
    assert_eq!(place.read("fits.txt").unwrap().len(), 100);
    assert_eq!(place.read("inside.txt").unwrap(), b"read");
    // The folder's own path before the name is said twice, and does no harm.
    let whole = place.at("files/inside.txt");
    assert_eq!(place.read(whole.to_str().unwrap()).unwrap(), b"read");
}

#[test]
fn a_file_is_made_anew_for_this_user_alone_and_never_over_another() {
    let place = Place::new();
    let error = place.folder.create(named("inside.txt")).unwrap_err();
    assert_eq!(error.kind, Kind::Conflict, "{error}");
    assert_eq!(place.read("inside.txt").unwrap(), b"read");
    let mut file = place.folder.create(named("new.txt")).unwrap();
    file.append(b"one ").unwrap();
    file.append(b"two").unwrap();
    file.keep().unwrap();
    assert_eq!(place.read("new.txt").unwrap(), b"one two");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let made = fs::metadata(place.at("files/new.txt")).unwrap();
        assert_eq!(made.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_file_that_was_not_finished_is_gone() {
    let place = Place::new();
    let mut file = place.folder.create(named("half.txt")).unwrap();
    file.append(b"half").unwrap();
    drop(file);
    assert!(!place.at("files/half.txt").exists());
}

#[test]
fn a_folder_that_is_none_is_a_fault_of_the_setting() {
    let place = Place::new();
    for path in [
        PathBuf::from("relative"),
        place.at("nowhere"),
        place.at("outside.txt"),
    ] {
        let folder = Folder::new(path);
        let error = folder.read(named("inside.txt"), 100).unwrap_err();
        assert_eq!(error.kind, Kind::Misconfigured, "{error}");
        assert!(error.message.contains("OKTA_MCP_FILES_DIR"), "{error}");
        let error = folder.create(named("new.txt")).unwrap_err();
        assert_eq!(error.kind, Kind::Misconfigured, "{error}");
    }
}
