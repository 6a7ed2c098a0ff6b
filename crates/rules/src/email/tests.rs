//! Addresses that are fine and addresses that are not, each with its own problem.

use super::parse;
use crate::problem::FieldProblem::{
    self, EmailCharacter, EmailDomain, EmailLocalPart, EmailNoAt, Missing, TooLong,
};

#[track_caller]
fn check(typed: &str, expected: Result<&str, FieldProblem>) {
    assert_eq!(
        parse(typed).as_deref().map_err(|problem| *problem),
        expected,
        "{typed:?}"
    );
}

#[test]
fn an_address_is_trimmed_and_its_domain_lower_cased() {
    check("jan@example.be", Ok("jan@example.be"));
    check("Jan.Peeters@Example.BE", Ok("Jan.Peeters@example.be"));
    check(" jan@example.be\r\n", Ok("jan@example.be"));
    check("\u{a0}jan@example.be\u{a0}", Ok("jan@example.be"));
    check("\u{feff}jan@example.be\u{200b}", Ok("jan@example.be"));
    check("j+tag_%2@a-b.c1.co.uk", Ok("j+tag_%2@a-b.c1.co.uk"));
    check("o'neil@xn--caf-dma.fr", Ok("o'neil@xn--caf-dma.fr"));
    check("-jan@1.be", Ok("-jan@1.be"));
}

#[test]
fn every_other_address_is_refused_with_its_own_problem() {
    check("", Err(Missing));
    check(" \u{200b}\t", Err(Missing));
    check("jan", Err(EmailNoAt));
    check("jan[at]example.be", Err(EmailNoAt));

    check("@example.be", Err(EmailLocalPart));
    check(".jan@example.be", Err(EmailLocalPart));
    check("jan.@example.be", Err(EmailLocalPart));
    check("jan..peeters@example.be", Err(EmailLocalPart));

    check("jan@", Err(EmailDomain));
    check("jan@example", Err(EmailDomain));
    check("jan@example.b", Err(EmailDomain));
    check("jan@example.be.", Err(EmailDomain));
    check("jan@.example.be", Err(EmailDomain));
    check("jan@example..be", Err(EmailDomain));
    check("jan@-example.be", Err(EmailDomain));
    check("jan@example-.be", Err(EmailDomain));
    check("jan@192.168.1.10", Err(EmailDomain));

    check("jan peeters@example.be", Err(EmailCharacter));
    check("jan@exam ple.be", Err(EmailCharacter));
    check("jan@gmail,com", Err(EmailCharacter));
    check("jan@example_x.be", Err(EmailCharacter));
    check("jan@peeters@example.be", Err(EmailCharacter));
    check("Jan <jan@example.be>", Err(EmailCharacter));
    check("\"jan\"@example.be", Err(EmailCharacter));
    check("jérôme@example.be", Err(EmailCharacter));
    check("jan@café.fr", Err(EmailCharacter));
    check("jan\0@example.be", Err(EmailCharacter));
}

#[test]
fn lengths_are_those_of_the_mail_protocol() {
    let label = "a".repeat(63);
    let local = "a".repeat(64);
    check(
        &format!("{local}@example.be"),
        Ok(&*format!("{local}@example.be")),
    );
    check(&format!("{local}a@example.be"), Err(EmailLocalPart));
    check(&format!("jan@{label}.be"), Ok(&*format!("jan@{label}.be")));
    check(&format!("jan@a{label}.be"), Err(EmailDomain));
    // 64 + 1 + 3 × 64 + 2 = 259 octets, and five fewer.
    let long = format!("{local}@{label}.{label}.{label}.be");
    check(&long, Err(TooLong { max: 254 }));
    check(&long[5..], Ok(&long[5..]));
}
