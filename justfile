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

# Try the real clients, all or those named, and print what their models saw (--write: renew the table)
clients *names:
    tests/clients/run {{names}}

# Run Okta's own SDKs and its MCP server against simulated organisations (--write: renew the tables)
peers *options:
    tests/peers/run {{options}}

# Replay recorded traffic against simorg and say what differs (--differences, --operation ID, --show CASSETTE#SEQ)
fidelity file *options:
    cargo xtask fidelity {{file}} {{options}}

# Run the doctor on faults made on purpose and on healthy connections, and write the matrix down
doctor-matrix:
    ACCEPT=1 cargo test --package cli --test it doctor::matrix

# Learn the shape of requests anew, after phrases or words of spec/search have changed
search-learn:
    cargo run --quiet --package tools --example search_learn

# Score the search on the requests of tests/search (--write: renew the reference, --misses: list what was not found)
search-eval *options:
    cargo run --quiet --package tools --example search_eval -- {{options}}

# Run each fuzz target for so many seconds, and print what came of it
fuzz seconds="600":
    fuzz/run {{seconds}}

# Measure start, memory, time and instructions per call (--accept: keep the counts)
bench *options:
    scripts/bench {{options}}

# 10,000 calls from 50 clients that go away, of an upstream that hangs up
soak *options:
    scripts/soak {{options}}

# 200 kills under a stream of writes, and 2,000 generated changes foretold, made and taken back
soak-writes:
    KILLS=200 cargo test -p cli -- killed
    CHANGES=2000 cargo test -p changes -- foretold
