//! The one folder in which files are read and written: by plain name, and nothing outside of it.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write};
use std::path::{Path, PathBuf};

use crate::quote::quote;
use crate::{Error, Kind};

/// The setting that names the folder.
pub const SETTING: &str = "OKTA_MCP_FILES_DIR";
/// The longest name of a file, in bytes.
const LONGEST: usize = 200;

/// A folder whose files tools may read, and in which they may make new ones.
///
/// A name is one segment: no slash, no leading dot, no control character. What it names must be an ordinary
/// file that lies in the folder itself, so that a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    path: PathBuf,
}

/// A file that is being written. Unless it is kept it is removed again, so that no half of one is taken for
/// the whole.
#[derive(Debug)]
pub struct NewFile {
    file: File,
    path: PathBuf,
    is_kept: bool,
}

/// Which file of the folder is meant: the argument that names it, and the name.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The argument, for errors.
    pub argument: &'a str,
    /// The name.
    pub name: &'a str,
}

impl Folder {
    /// The folder at that path. Whether it is there is looked at when it is used.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The bytes of a file, at most `largest` of them.
    ///
    /// # Errors
    /// `invalid_input`: a bad name, no ordinary file, or too large; `not_found`; `misconfigured` where the
    /// folder is none.
    pub fn read(&self, named: Named<'_>, largest: u64) -> Result<Vec<u8>, Error> {
        let path = self.place(named)?;
        refuse_unfit(named, &looked_at(named, &path)?, largest)?;
        let file = File::open(&path).map_err(|error| unreadable(named, &error))?;
        let opened = file.metadata().map_err(|error| unreadable(named, &error))?;
        // Somebody may have put a link in its place meanwhile.
        if !is_same(&opened, &looked_at(named, &path)?) {
            return Err(unfit(named, "was replaced while it was read"));
        }
        refuse_unfit(named, &opened, largest)?;
        let mut bytes = Vec::new();
        file.take(largest + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| unreadable(named, &error))?;
        if u64::try_from(bytes.len()).is_ok_and(|size| size > largest) {
            return Err(too_large(named, largest));
        }
        Ok(bytes)
    }

    /// A new file that only this user may read. One that is there already is never written over.
    ///
    /// # Errors
    /// `invalid_input`: a bad name; `conflict`: there is a file of that name; `misconfigured` where the
    /// folder cannot be written to.
    pub fn create(&self, named: Named<'_>) -> Result<NewFile, Error> {
        let path = self.place(named)?;
        let mut options = OpenOptions::new();
        // Refuses a link too, wherever it leads (POSIX: O_CREAT with O_EXCL).
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        match options.open(&path) {
            Ok(file) => Ok(NewFile {
                file,
                path,
                is_kept: false,
            }),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Error::new(
                Kind::Conflict,
                format!(
                    "`{}`: there is a file {} already; nothing was written",
                    named.argument,
                    quote(named.name)
                ),
                "Choose another name. No file is ever written over.",
            )),
            Err(error) => Err(self.unusable(&format!("cannot be written to: {error}"))),
        }
    }

    /// Where a file of that name lies.
    fn place(&self, named: Named<'_>) -> Result<PathBuf, Error> {
        if !self.path.is_absolute() {
            return Err(self.unusable("is not an absolute path"));
        }
        let folder = fs::canonicalize(&self.path);
        let folder = folder.map_err(|error| self.unusable(&format!("cannot be used: {error}")))?;
        if !folder.is_dir() {
            return Err(self.unusable("is no folder"));
        }
        Ok(folder.join(self.plain(named)?))
    }

    /// The name by itself: the path of the folder before it is said twice, and does no harm.
    fn plain<'a>(&self, named: Named<'a>) -> Result<&'a str, Error> {
        let given = named.name;
        let within = Path::new(given).strip_prefix(&self.path).ok();
        let name = within.and_then(Path::to_str).unwrap_or(given);
        let why = match () {
            () if name.trim().is_empty() => "is empty",
            () if name.len() > LONGEST => "is longer than 200 bytes",
            () if name.starts_with('.') => "begins with a dot",
            () if name.contains(['/', '\\', ':']) => "is no plain file name",
            () if name.chars().any(char::is_control) => "holds a control character",
            () => return Ok(name),
        };
        Err(Error::invalid_input(format!(
            "`{}`: {} {why}; give the name of a file in the folder of {SETTING}, without a path",
            named.argument,
            quote(given)
        )))
    }

    fn unusable(&self, why: &str) -> Error {
        Error::new(
            Kind::Misconfigured,
            format!(
                "the folder that {SETTING} names, {}, {why}",
                quote(&self.path.to_string_lossy())
            ),
            format!(
                "Whoever runs this server sets {SETTING} to the absolute path of a folder that this user may read and write."
            ),
        )
    }
}

/// The error where no folder is set.
pub fn missing(tool: &str) -> Error {
    Error::new(
        Kind::Misconfigured,
        format!(
            "{tool} needs a folder for its files, and none is set; nothing was read or written"
        ),
        format!(
            "Whoever runs this server sets {SETTING} (files_dir in okta-mcp.toml) to the absolute path of a folder for such files. No file outside of it is read or written."
        ),
    )
}

impl NewFile {
    /// Keeps the file as it is.
    ///
    /// # Errors
    /// `misconfigured` where the disk does not take it.
    pub fn keep(mut self) -> Result<(), Error> {
        self.file.flush().map_err(|error| self.broken(&error))?;
        self.is_kept = true;
        Ok(())
    }

    fn broken(&self, error: &io::Error) -> Error {
        let name = self.path.file_name().unwrap_or_default();
        Error::new(
            Kind::Misconfigured,
            format!(
                "{} could not be written: {error}",
                quote(&name.to_string_lossy())
            ),
            format!("Make room in the folder of {SETTING}, and call again. The file is removed."),
        )
    }

    /// Writes these bytes behind what stands in it.
    ///
    /// # Errors
    /// As [`NewFile::keep`].
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file
            .write_all(bytes)
            .map_err(|error| self.broken(&error))
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.is_kept {
            // Nobody is told: what stopped the writing is told already.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// What lies at a path, a link itself and not what it leads to.
fn looked_at(named: Named<'_>, path: &Path) -> Result<Metadata, Error> {
    fs::symlink_metadata(path).map_err(|error| {
        if error.kind() == ErrorKind::NotFound {
            return Error::new(
                Kind::NotFound,
                format!(
                    "`{}`: there is no file {} in the folder of {SETTING}",
                    named.argument,
                    quote(named.name)
                ),
                "Put the file there, or correct its name.",
            );
        }
        unreadable(named, &error)
    })
}

fn refuse_unfit(named: Named<'_>, metadata: &Metadata, largest: u64) -> Result<(), Error> {
    if !metadata.is_file() {
        return Err(unfit(named, "is no ordinary file"));
    }
    if metadata.len() == 0 {
        return Err(unfit(named, "is empty"));
    }
    if metadata.len() > largest {
        return Err(too_large(named, largest));
    }
    Ok(())
}

fn too_large(named: Named<'_>, largest: u64) -> Error {
    unfit(named, &format!("is larger than {largest} bytes"))
}

fn unfit(named: Named<'_>, why: &str) -> Error {
    Error::invalid_input(format!(
        "`{}`: {} {why}; nothing was sent",
        named.argument,
        quote(named.name)
    ))
}

fn unreadable(named: Named<'_>, error: &io::Error) -> Error {
    unfit(named, &format!("cannot be read: {error}"))
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(_: &Metadata, other: &Metadata) -> bool {
    other.is_file()
}
