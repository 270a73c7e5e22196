//! Files that only this user can read, written whole or not at all.

use std::fs::Permissions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use ::tools::quote::quote;
use ::tools::{Error, Kind};

/// Writes a file for this user alone: beside its place, then onto it, so that nobody ever sees half of
/// it.
///
/// # Errors
/// `misconfigured`, which names the file.
pub fn write(path: &Path, text: &str) -> Result<(), Error> {
    write_as(path, text, None)
}

fn write_as(path: &Path, text: &str, mode: Option<Permissions>) -> Result<(), Error> {
    let written = || -> std::io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        make_folder(folder)?;
        // A temporary file is readable by its owner alone.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        if let Some(mode) = mode {
            file.as_file().set_permissions(mode)?;
        }
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    written().map_err(|error| failed(path, "written", &error))
}

/// The text of a file; `None` where there is none.
///
/// # Errors
/// `misconfigured`, which names the file.
pub fn read(path: &Path) -> Result<Option<String>, Error> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, "read", &error)),
    }
}

/// Takes a file away; one that is not there is as good.
///
/// # Errors
/// `misconfigured`, which names the file.
pub fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(failed(path, "removed", &error))
        }
        _ => Ok(()),
    }
}

/// Writes a file that other programs or people keep too: what was there stays beside it as a backup.
/// Nothing happens where it holds this text already; the backup, where one was made.
///
/// # Errors
/// `misconfigured`, which names the file.
pub fn replace(path: &Path, text: &str) -> Result<Option<PathBuf>, Error> {
    // A link stays one: what it leads to is replaced.
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let Some(before) = read(path)? else {
        return write(path, text).map(|()| None);
    };
    if before == text {
        return Ok(None);
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".backup");
    let backup = path.with_file_name(name);
    let mode = std::fs::metadata(path).map(|file| file.permissions()).ok();
    write(&backup, &before)?;
    write_as(path, text, mode)?;
    Ok(Some(backup))
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

fn failed(path: &Path, what: &str, error: &std::io::Error) -> Error {
    let path = quote(&path.to_string_lossy());
    Error::new(
        Kind::Misconfigured,
        format!("the file {path} cannot be {what}: {error}"),
        "See that this user may write there, and that the disk has room.",
    )
}
