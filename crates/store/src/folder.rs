//! Folders and files that are this user's alone.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use crate::Fault;

/// Others may write (mode bits of group and others).
const WRITABLE: u32 = 0o022;
/// Others may read or write.
const OPEN: u32 = 0o077;

/// Makes a folder with mode 0700 where there is none; refuses one that others own or may write to.
pub fn make_private(folder: &Path) -> Result<(), Fault> {
    let made = fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder);
    made.map_err(|error| Fault::io(folder, error))?;
    let metadata = fs::symlink_metadata(folder).map_err(|error| Fault::io(folder, error))?;
    let why = match () {
        () if !metadata.is_dir() => "is no folder",
        () if metadata.uid() != own_user() => "belongs to another user",
        () if metadata.mode() & WRITABLE != 0 => "can be written to by other users",
        () => return Ok(()),
    };
    Err(refused(folder, why))
}

/// Makes a file with mode 0600 where there is none; refuses one that others own, may read or write to.
pub fn make_private_file(file: &Path) -> Result<(), Fault> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(Fault::io(file, error)),
        _ => check_private_file(file),
    }
}

/// Refuses a file that others own, may read or write to.
pub fn check_private_file(file: &Path) -> Result<(), Fault> {
    let metadata = fs::symlink_metadata(file).map_err(|error| Fault::io(file, error))?;
    let why = match () {
        () if !metadata.is_file() => "is no ordinary file",
        () if metadata.uid() != own_user() => "belongs to another user",
        () if metadata.mode() & OPEN != 0 => "can be read by other users",
        () => return Ok(()),
    };
    Err(refused(file, why))
}

fn own_user() -> u32 {
    rustix::process::geteuid().as_raw()
}

fn refused(path: &Path, why: &'static str) -> Fault {
    Fault::NotPrivate {
        path: path.to_owned(),
        why,
    }
}
