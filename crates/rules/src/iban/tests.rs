//! The table against a second source of its lengths, and each problem.

use super::{FORMS, form, parse, runs};
use crate::problem::FieldProblem;
use crate::problem::IbanProblem::{self, Check, Country, Form, Length};

/// Country and length of every number, which the registry tells apart from the form.
const LENGTHS: &str = "\
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 \
    EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 \
    IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 \
    NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 \
    SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

#[test]
fn every_country_of_the_registry_has_its_length() {
    assert_eq!(FORMS.split(' ').count(), 89);
    for entry in LENGTHS.split(' ') {
        let (code, length) = entry.split_at(2);
        let (_, form) = form(code).unwrap();
        let seen = 4 + runs(form).map(|(count, _)| count).sum::<usize>();
        assert_eq!(seen.to_string(), length, "{code}");
    }
    for entry in FORMS.split(' ') {
        assert!(entry.ends_with(['n', 'a', 'c']), "{entry}");
        assert!(runs(&entry[2..]).all(|(count, _)| count > 0), "{entry}");
    }
}

#[track_caller]
fn check(typed: &str, expected: IbanProblem) {
    assert_eq!(parse(typed), Err(FieldProblem::Iban(expected)), "{typed:?}");
}

#[test]
fn every_other_number_is_refused_with_its_own_problem() {
    check("B", Country);
    check("US64SVBKUS6S3300958879", Country);
    check("1234567890", Country);
    check("IBAN BE90 2271 6690 2832", Country);
    let belgian = |typed| Length {
        country: "BE",
        expected: 16,
        typed,
    };
    check("BE", belgian(2));
    check("BE90 2271 6690 283", belgian(15));
    check("BE90 2271 6690 2832 1", belgian(17));
    check("BE90 2271 669O 2832", Form { country: "BE" });
    check("BEA0 2271 6690 2832", Form { country: "BE" });
    check("NL31 HAN3 2252 9525 81", Form { country: "NL" });
    check("BE90 2271 6690 2823", Check);
    // 97 more or less than the right check digits: the same remainder, and not a check.
    check("DE01 6708 4194 7982 6968 37", Check);
    assert_eq!(parse("BE90_2271"), Err(FieldProblem::NumberCharacter));
    assert_eq!(parse(""), Err(FieldProblem::Missing));
}
