//! A real MCP client, the server, and a simulated organisation: stories in both eras.

mod asking;
mod model;
mod protocol;
mod writing;
