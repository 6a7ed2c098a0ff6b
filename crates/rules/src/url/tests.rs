//! Look-alikes of an allowed host.

use super::{TargetParts, judge};
use crate::problem::{FieldProblem, TargetProblem};

#[track_caller]
fn check(scheme: &str, has_user_info: bool, host: &str, expected: Result<(), TargetProblem>) {
    let parts = TargetParts {
        scheme: scheme.to_owned(),
        has_user_info,
        host: host.to_owned(),
    };
    let allowed = [
        "Supplier.example".to_owned(),
        "[::1]".to_owned(),
        String::new(),
    ];
    assert_eq!(
        judge(&parts, &allowed),
        expected.map_err(FieldProblem::Target),
        "{parts:?}"
    );
}

#[test]
fn an_address_leads_to_a_host_of_the_list_and_nowhere_else() {
    check("https", false, "supplier.example", Ok(()));
    check("http", false, "supplier.example", Ok(()));
    check("https", false, "[::1]", Ok(()));
    for host in [
        "",
        "supplier.example.",
        "www.supplier.example",
        "supplier.example.evil.example",
        "evil-supplier.example",
        "supplier.exampl",
        "supplier.example:443",
        "xn--supplier-9za.example",
    ] {
        check("https", false, host, Err(TargetProblem::Host));
    }
    for scheme in ["javascript", "data", "ftp", "file", "", "HTTPS", "https:"] {
        check(
            scheme,
            false,
            "supplier.example",
            Err(TargetProblem::Scheme),
        );
    }
    check(
        "https",
        true,
        "supplier.example",
        Err(TargetProblem::UserInfo),
    );
}
