//! The `roundtable` program: hands the command line to the library.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Half of a build is small strings that threads make and drop; see BENCHMARKS.md.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    roundtable::cli::run()
}
