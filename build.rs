//! Makes the styles as small as they travel, for the fragments that hold them.

use std::path::PathBuf;
use std::{env, fs};

#[path = "build/styles.rs"]
mod styles;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=www/embed/form.css");
    let out = PathBuf::from(env::var("OUT_DIR")?).join("form.css");
    fs::write(
        out,
        styles::small(&fs::read_to_string("www/embed/form.css")?),
    )?;
    Ok(())
}
