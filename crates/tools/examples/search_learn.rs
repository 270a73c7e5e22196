//! Learns the shape of requests from the phrases of `spec/search`, for the search in the catalogue.

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api/search/shape.bin");
    std::fs::write(file, tools::api::search::learnt()?)?;
    Ok(())
}
