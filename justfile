# What is typed often. `just` is optional: each recipe is a line or two to type by hand.

# List the recipes
_:
    @just --list

# Format, lints, and what the repository says of itself
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo xtask generate --check
    cargo xtask check

# Run every test, and install what they need
test:
    ./scripts/test

# Renew what is derived: the operation table, the code map, the snapshots
accept:
    cargo xtask generate
    cargo xtask check --write
    ACCEPT=1 INSTA_UPDATE=always cargo test --workspace

# Write the operation table from spec/
generate:
    cargo xtask generate

# Start a simulated organisation and a server for it
demo:
    cargo run --release -- demo
