//! What `install.html` has to say by itself: a control for every choice, with every value that it may have.

use leadgate_model::{Form, Lang};

use super::{choices, framework::Framework};
use crate::appearance::Scheme;

const PAGE: &str = include_str!("../../../../www/demo/install.html");
const CONFIG: &str = include_str!("../../../../www/demo/leadgate.demo.toml");

/// The values that the controls of a name offer.
fn offered(name: &str) -> Vec<&'static str> {
    let list = PAGE.split_once(&format!("<select id=\"{name}\" name=\"{name}\">"));
    let Some((_, rest)) = list else {
        let opening = format!("name=\"{name}\" id=\"");
        let inputs = PAGE.split(&opening).skip(1);
        return inputs
            .filter_map(|rest| rest.split_once("value=\"")?.1.split('"').next())
            .collect();
    };
    let (options, _) = rest.split_once("</select>").unwrap();
    let options = options.split("<option").skip(1);
    options
        .map(|option| match option.split_once("value=\"") {
            Some((_, rest)) => rest.split('"').next().unwrap(),
            None => option[1..].split('<').next().unwrap(),
        })
        .collect()
}

#[test]
fn everything_that_can_be_chosen_is_offered() {
    assert_eq!(offered("form"), Form::ALL.map(Form::slug));
    assert_eq!(offered("form-lang"), Lang::ALL.map(Lang::tag));
    assert_eq!(offered("form-theme"), Scheme::ALL.map(Scheme::name));
    assert_eq!(
        offered("way"),
        choices::EmbedMode::ALL.map(choices::EmbedMode::name)
    );
    assert_eq!(offered("framework"), Framework::ALL.map(Framework::name));
    for name in choices::NAMES {
        assert!(PAGE.contains(&format!("name=\"{name}\"")), "{name}");
    }
}

#[test]
fn the_partners_are_those_of_the_demo_s_proxy() {
    let configured = CONFIG.split("\n[partners.").skip(1);
    let configured: Vec<_> = configured
        .map(|rest| rest.split_once(']').unwrap().0)
        .collect();
    assert_eq!(offered("partner"), configured);
}
