//! Commands whose output is too long, or too much the machine's own, for a golden site: completions,
//! the manual page, and a preview whose port is taken.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write the disk")]

mod support;

use std::fs;
use std::net::TcpListener;
use support::serve::{Serve, wait_for};

#[test]
fn completions_name_every_command_for_each_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = support::run(folder.path(), &["completions", shell]);
        assert_eq!(ran.code, Some(0), "{shell}: {}", ran.said());
        for command in ["init", "new", "build", "serve", "check", "explain", "fix", "list"] {
            assert!(ran.stdout.contains(command), "{shell} knows no `{command}`");
        }
    }
    assert_eq!(support::run(folder.path(), &["completions", "no-such-shell"]).code, Some(2));
}

#[test]
fn the_manual_page_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let ran = support::run(folder.path(), &["man"]);
    assert_eq!(ran.code, Some(0), "{}", ran.said());
    assert!(ran.stdout.contains(".TH roundtable"), "{}", ran.said());
    assert!(ran.stdout.contains("build") && ran.stdout.contains("serve"));
}

#[test]
fn a_taken_port_gives_way_to_the_next() {
    let folder = tempfile::tempdir().unwrap();
    support::write(folder.path(), "index.md", "# Home\n");
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let serve = Serve::start_at(folder.path(), &["."], port);
    assert_ne!(serve.port, port);
    assert!(serve.said().contains(&port.to_string()), "it doesn't say that {port} is taken: {}", serve.said());
    assert_eq!(serve.get("/index.html").status, 200);
}

#[test]
fn the_preview_answers_on_loopback_alone_and_sends_the_policy() {
    let folder = tempfile::tempdir().unwrap();
    support::write(folder.path(), "index.md", "# Home\n");
    let serve = Serve::start(folder.path(), &["."]);
    let answer = serve.get("/");
    assert_eq!(answer.status, 200);
    let head = answer.head.to_ascii_lowercase();
    let policy =
        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;";
    assert!(head.contains(policy), "{head}");
    for path in ["/../roundtable.toml", "/%2e%2e/index.md", "/index.md", "/.roundtable", "/none.html"] {
        assert!(matches!(serve.get(path).status, 400 | 404), "{path} was answered");
    }
}

#[test]
fn the_preview_follows_what_is_passed_over_and_what_can_t_be_read() {
    let folder = tempfile::tempdir().unwrap();
    support::write(folder.path(), "index.md", "# Home\n");
    support::write(folder.path(), "aside/note.md", "# Aside\n");
    let serve = Serve::start(folder.path(), &["."]);
    let becomes = |status: u16| {
        wait_for(&format!("status {status}"), || (serve.get("/aside/note.html").status == status).then_some(()));
    };
    becomes(200);
    support::write(folder.path(), ".gitignore", "aside/\n");
    becomes(404);
    fs::remove_file(folder.path().join(".gitignore")).unwrap();
    becomes(200);
    support::write(folder.path(), "large.md", "words ".repeat(3_000_000));
    wait_for("the large note to be told", || serve.said().contains("large.md").then_some(()));
    fs::remove_file(folder.path().join("large.md")).unwrap();
    let is_well = || serve.said().trim_end().ends_with("no problems in 2 notes");
    wait_for("it to be gone", || is_well().then_some(()));
}
