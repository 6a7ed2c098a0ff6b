//! The unit for systemd.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::machine::Machine;
use crate::server::Crm;
use crate::{lead, runs, shipped};

const UNIT: &str = "docs/operations/leadgate.service";
const BINARY: &str = env!("CARGO_BIN_EXE_leadgate");

/// systemd's measure of what a service could do to the machine, from 0 (nothing) to 100.
const EXPOSURE_MAX: u32 = 20;

/// What the unit's own comment says to type before it is enabled, and what enables it.
fn installation() -> (String, String) {
    let unit = shipped(UNIT);
    let typed = |first: &'static [&'static str]| {
        let lines = unit.lines().filter_map(|line| line.strip_prefix("#   "));
        let lines = lines.filter(move |line| first.iter().any(|word| line.starts_with(word)));
        lines.collect::<Vec<_>>().join("\n")
    };
    (typed(&["useradd ", "install "]), typed(&["systemctl "]))
}

#[test]
fn the_unit_is_understood_and_its_sandbox_is_tight() {
    if !runs("systemd-analyze", &["--version"]) {
        println!("NOT CHECKED: there is no systemd-analyze");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("leadgate.service");
    fs::write(
        &file,
        shipped(UNIT).replace("/usr/local/bin/leadgate", BINARY),
    )
    .unwrap();
    let analyze = |arguments: &[&str]| {
        let ran = Command::new("systemd-analyze")
            .args(arguments)
            .arg(&file)
            .output();
        ran.unwrap()
    };
    let verified = analyze(&["verify", "--recursive-errors=no", "--man=no"]);
    let complaints = String::from_utf8(verified.stderr).unwrap();
    assert!(
        verified.status.success() && complaints.is_empty(),
        "{complaints}"
    );
    let threshold = format!("--threshold={EXPOSURE_MAX}");
    let measured = analyze(&["security", "--offline=true", "--no-pager", &threshold]);
    let report = String::from_utf8(measured.stdout).unwrap();
    assert!(measured.status.success(), "{report}");
}

#[test]
fn systemd_installs_starts_reloads_restarts_and_stops_the_unit() {
    if !Machine::is_possible() {
        println!(
            "NOT CHECKED: this system does not let a test boot systemd (systemd-nspawn, as root)"
        );
        return;
    }
    let crm = Crm::start();
    let client = reqwest::Client::new();
    let mut machine = Machine::boot();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let proxy = format!("http://127.0.0.1:{port}");
    let secrets = "/run/credentials/leadgate.service";
    let settings =
        lead::settings(&crm, secrets).replace("127.0.0.1:0", &format!("127.0.0.1:{port}"));
    for (name, text) in [
        ("leadgate.toml", settings.as_str()),
        ("crm-id", "demo-id"),
        ("crm-key", "demo-key"),
        // Nothing collects what is logged on this machine.
        (
            "log.conf",
            "[Service]\nStandardError=append:/drive/service.log\n",
        ),
    ] {
        fs::write(machine.drive(name), text).unwrap();
    }
    fs::create_dir_all(machine.drive("dist/bin")).unwrap();
    fs::copy(BINARY, machine.drive("dist/bin/leadgate")).unwrap();
    fs::create_dir_all(machine.drive(Path::new(UNIT).parent().unwrap().to_str().unwrap())).unwrap();
    fs::write(machine.drive(UNIT), shipped(UNIT)).unwrap();
    let (install, enable) = installation();
    succeeds(&mut machine, &install);
    succeeds(
        &mut machine,
        "install -o leadgate -m 0600 leadgate.toml /etc/leadgate/leadgate.toml
         install -m 0600 crm-id crm-key /etc/leadgate/secrets/
         install -D log.conf /etc/systemd/system/leadgate.service.d/log.conf",
    );
    succeeds(&mut machine, &enable);
    lead::arrives(&crm, &client, &proxy);
    let owner = succeeds(
        &mut machine,
        "stat -c '%U %a' /var/lib/leadgate/leadgate.db",
    );
    assert_eq!(owner, "leadgate 600\n");

    // A partner that is wrong, and one that is right.
    succeeds(
        &mut machine,
        "echo '[partners.beta]' >> /etc/leadgate/leadgate.toml",
    );
    succeeds(&mut machine, "systemctl reload leadgate.service");
    until(|| log(&machine).contains("the settings are wrong"));
    lead::arrives(&crm, &client, &proxy);
    succeeds(
        &mut machine,
        "printf 'origins = []\\nforms = { call-me-back = [\"crm\"] }\\n' >> /etc/leadgate/leadgate.toml
         systemctl reload leadgate.service",
    );
    let form = format!("{proxy}/v1/forms/call-me-back?partner=beta");
    until(|| crm.block_on(async { reqwest::get(&form).await.unwrap().status() }) == 200);

    // Killed, it is there again; what is in the store stays.
    succeeds(
        &mut machine,
        "kill -KILL $(systemctl show --property=MainPID --value leadgate.service)",
    );
    lead::arrives(&crm, &client, &proxy);
    succeeds(&mut machine, "systemctl stop leadgate.service");
    let result = "systemctl show --property=Result --value leadgate.service";
    assert_eq!(succeeds(&mut machine, result), "success\n");

    // With wrong settings it is not tried again and again.
    let state = succeeds(
        &mut machine,
        "echo 'nonsense' >> /etc/leadgate/leadgate.toml
         systemctl start leadgate.service
         while systemctl is-active --quiet leadgate.service; do sleep 0.05; done
         systemctl show --property=ActiveState,ExecMainStatus --value leadgate.service",
    );
    assert_eq!(state, "2\nfailed\n");
}

/// What the service has logged.
fn log(machine: &Machine) -> String {
    fs::read_to_string(machine.drive("service.log")).unwrap_or_default()
}

/// Waits for a condition, for a while.
#[track_caller]
fn until(mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it never is");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What a script prints that has to go well.
#[track_caller]
fn succeeds(machine: &mut Machine, script: &str) -> String {
    let (code, out) = machine.run(script);
    assert_eq!(code, 0, "{script}:\n{out}\n{}", log(machine));
    out
}
