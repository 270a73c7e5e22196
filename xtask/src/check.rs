//! placeholder
pub fn run(_root: &std::path::Path, _write: bool) -> anyhow::Result<()> {
    Ok(())
}
