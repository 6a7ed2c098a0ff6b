use leadgate_model::Form;

use super::*;

fn known(left_out: &[String]) -> Known {
    let consent = ConsentText {
        purpose: "marketing".to_owned(),
        version: "1".to_owned(),
        text: "…".to_owned(),
        required: false,
    };
    let draft = Draft::default();
    let form = Asked {
        spec: Form::ThirdParty.spec(),
        draft: &draft,
        left_out,
    };
    Known::of(&form, &[consent])
}

fn header(cells: &str) -> Vec<String> {
    cells.split(',').map(str::to_owned).collect()
}

fn refused(cells: &str) -> String {
    let refused = known(&[]).columns(&header(cells), false);
    refused.err().unwrap()
}

#[test]
fn unknown_columns_are_named_beside_those_that_exist() {
    let sentence = refused("first_name,shoe_size,,email");
    for part in [
        "shoe_size, number 3, without a name.",
        "landline_country",
        "utm_source",
        "consent_marketing_version",
    ] {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
    let lenient = known(&[]).columns(&header("first_name,last_name,email,shoe_size,"), true);
    assert!(lenient.is_ok(), "{:?}", lenient.err());
}

#[test]
fn a_column_that_every_row_needs_is_asked_for() {
    let sentence = refused("first_name,landline,landline_country");
    assert_eq!(
        sentence,
        "columns are missing: last_name, email. Every row needs them"
    );
}

#[test]
fn a_first_row_without_names_is_not_repeated() {
    let sentence = refused("Zebedeus,Peeters,zebedeus@example.be");
    assert!(
        sentence.starts_with("the first row has to hold the names"),
        "{sentence}"
    );
    assert!(!sentence.contains("ebedeus"), "{sentence}");
    assert!(refused("row,reasons").starts_with("the first row"));
}

#[test]
fn a_field_that_the_partners_form_does_not_have_is_unknown() {
    let left_out = ["rrnr".to_owned()];
    let refused = known(&left_out).columns(&header("email,rrnr"), false);
    assert!(refused.err().unwrap().starts_with("unknown columns: rrnr."));
}

#[test]
fn a_column_twice_is_refused() {
    assert_eq!(
        refused("email,first_name,Email"),
        "there are two columns Email"
    );
}

#[test]
fn a_row_becomes_what_a_form_would_have_sent() {
    let names =
        "row,reasons,First_Name,last_name,email,is_hot,consent_marketing,remarks,product_id";
    let columns = known(&[]).columns(&header(names), false).unwrap();
    let cells = [
        "7", "bad", "An", "P", "a@b.be", "WAAR", " Non", "'=1+1", "53",
    ];
    let mut expected = vec![
        ("first_name", "An"),
        ("last_name", "P"),
        ("email", "a@b.be"),
        ("is_hot", "on"),
        ("consent_marketing", ""),
        ("remarks", "=1+1"),
        ("product_id", "53"),
    ];
    let (draft, problems) = columns.draft(&cells.map(str::to_owned));
    assert_eq!(draft, Draft::from_iter(expected.clone()));
    assert_eq!(problems, []);

    let cells = [
        "7", "bad", "An", "P", "a@b.be", "", "perhaps", "'=1+1", "fifty", "x",
    ];
    let (draft, problems) = columns.draft(&cells.map(str::to_owned));
    expected[3].1 = "";
    expected.retain(|(name, _)| !["consent_marketing", "product_id"].contains(name));
    assert_eq!(draft, Draft::from_iter(expected));
    let expected = [
        TableError::CellCount {
            cells: 10,
            columns: 9,
        },
        TableError::NeitherYesNorNo {
            column: "consent_marketing".to_owned(),
        },
        TableError::NotANumber {
            column: "product_id".to_owned(),
        },
    ];
    assert_eq!(problems, expected);
}
