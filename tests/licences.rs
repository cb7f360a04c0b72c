//! What `deny.toml` asks of the packages that the program is built of, as far as it can be told without a network and
//! without `cargo deny`: each comes from crates.io, and under a licence that is allowed there.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read the disk")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Whether a licence expression (SPDX 2.3, annex D) can be met by what is allowed; `/` is an old way to write `OR`.
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let words = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let (met, rest) = any(&words, allowed);
    assert!(rest.is_empty(), "{expression}");
    met
}

fn any<'w, 'a>(words: &'w [&'a str], allowed: &[String]) -> (bool, &'w [&'a str]) {
    let (mut met, mut rest) = all(words, allowed);
    while let ["OR", behind @ ..] = rest {
        let (other, behind) = all(behind, allowed);
        (met, rest) = (met || other, behind);
    }
    (met, rest)
}

fn all<'w, 'a>(words: &'w [&'a str], allowed: &[String]) -> (bool, &'w [&'a str]) {
    let (mut met, mut rest) = one(words, allowed);
    while let ["AND", behind @ ..] = rest {
        let (other, behind) = one(behind, allowed);
        (met, rest) = (met && other, behind);
    }
    (met, rest)
}

fn one<'w, 'a>(words: &'w [&'a str], allowed: &[String]) -> (bool, &'w [&'a str]) {
    match words {
        ["(", inner @ ..] => {
            let (met, rest) = any(inner, allowed);
            (met, rest.strip_prefix(&[")"]).expect("a bracket closes"))
        }
        [licence, "WITH", exception, rest @ ..] => (allowed.contains(&format!("{licence} WITH {exception}")), rest),
        [licence, rest @ ..] => (allowed.iter().any(|allowed| allowed == licence), rest),
        [] => panic!("an expression ends early"),
    }
}

#[test]
fn every_package_comes_from_the_registry_under_a_licence_that_is_allowed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let deny: toml::Table = fs::read_to_string(root.join("deny.toml")).unwrap().parse().unwrap();
    let allowed = deny["licenses"]["allow"].as_array().unwrap();
    let allowed: Vec<String> = allowed.iter().map(|licence| licence.as_str().unwrap().to_owned()).collect();
    let told = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let packages = told["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    for package in packages.iter().filter(|package| package["name"] != "roundtable") {
        let name = package["name"].as_str().unwrap();
        assert_eq!(package["source"].as_str(), Some(REGISTRY), "{name}");
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("{name} names no licence"));
        assert!(is_met(licence, &allowed), "{name} is under {licence}, which deny.toml does not allow");
    }
    for licence in &allowed {
        let is_used =
            packages.iter().any(|package| package["license"].as_str().is_some_and(|used| used.contains(licence)));
        assert!(is_used, "deny.toml allows {licence}, which nothing is under");
    }
}

#[test]
fn expressions_are_read() {
    let allowed = ["MIT".to_owned(), "Unicode-3.0".to_owned()];
    let check = |expression: &str, met: bool| assert_eq!(is_met(expression, &allowed), met, "{expression}");
    check("MIT OR GPL-3.0", true);
    check("Apache-2.0/MIT", true);
    check("(MIT OR Apache-2.0) AND Unicode-3.0", true);
    check("MIT AND GPL-3.0", false);
    check("Apache-2.0 WITH LLVM-exception OR GPL-3.0", false);
}
