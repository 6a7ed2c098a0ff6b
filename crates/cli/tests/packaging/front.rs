//! The web server in front, as docs/operations.md shows it.

use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use crate::lead;
use crate::program::Place;
use crate::server::{Crm, Proxy};
use crate::{runs, shipped};

struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// The sample in the page.
fn sample() -> String {
    let page = shipped("docs/operations.md");
    let (_, rest) = page.split_once("```nginx\n").unwrap();
    let (sample, _) = rest.split_once("```").unwrap();
    sample.to_owned()
}

#[test]
fn a_lead_passes_the_web_server_in_front_and_what_is_not_for_the_public_does_not() {
    if !runs("nginx", &["-v"]) || !runs("openssl", &["version"]) {
        println!("NOT CHECKED: nginx and openssl are not both here");
        return;
    }
    let crm = Crm::start();
    let place = Place::with_config(&lead::settings(&crm, "."))
        .env("LEADGATE__STORE__URL", "sqlite:leadgate.db");
    place.write("crm-id", "demo-id");
    place.write("crm-key", "demo-key");
    let proxy = Proxy::start(&place);
    let made = Command::new("openssl")
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
        ])
        .args([
            "-subj",
            "/CN=leads.example.com",
            "-keyout",
            "leads.key",
            "-out",
            "leads.pem",
        ])
        .current_dir(place.path(""))
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let (mut sample, folder) = (sample(), place.path(""));
    let folder = folder.display();
    for (was, is) in [
        ("listen 443 ssl", format!("listen 127.0.0.1:{port} ssl")),
        ("/etc/ssl/", folder.to_string()),
        ("http://127.0.0.1:8787", proxy.url.clone()),
    ] {
        assert!(sample.contains(was), "{was}");
        sample = sample.replace(was, &is);
    }
    place.write(
        "nginx.conf",
        &format!(
            "daemon off; master_process off; pid {folder}nginx.pid; error_log {folder}error.log;\n\
         events {{}}\nhttp {{ access_log off; {sample} }}\n"
        ),
    );
    fs::create_dir(place.path("logs")).unwrap();
    let nginx = Command::new("nginx")
        .args(["-e", "error.log", "-c", "nginx.conf", "-p"])
        .arg(place.path(""))
        .current_dir(place.path(""))
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let _nginx = Nginx(nginx);
    let client = reqwest::Client::builder()
        .danger_accept_invalid_certs(true)
        .build()
        .unwrap();
    let url = format!("https://127.0.0.1:{port}");
    lead::arrives(&crm, &client, &url);
    let status = |path: &str| {
        let asked = client.get(format!("{url}{path}"));
        crm.block_on(async { asked.send().await.unwrap().status().as_u16() })
    };
    assert_eq!(status("/v1/forms/call-me-back?partner=acme"), 200);
    assert_eq!((status("/metrics"), status("/readyz")), (404, 404));
    let stats = place.run_configured(&["leads", "stats", "--json"]);
    let said = (stats.code, stats.out.contains("\"delivered\":1"));
    assert_eq!(said, (0, true), "{}{}", stats.out, stats.err);
}
