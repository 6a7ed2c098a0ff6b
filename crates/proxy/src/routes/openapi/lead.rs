//! What is sent of a lead, as a schema of each form: made from the forms' specifications, so that
//! none of them can be missing or wrong here.

use std::borrow::Cow;

use leadgate_model::wire::{ATTRIBUTION, ENVELOPE, PRODUCT};
use leadgate_model::{FieldKind, Form, Lang, PAGE_ATTRIBUTES, PageAttribute};
use utoipa::openapi::schema::{
    AdditionalProperties, AnyOfBuilder, Object, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::field;

/// The body of a lead, of whichever form.
pub(crate) struct LeadIn;

impl PartialSchema for LeadIn {
    fn schema() -> RefOr<Schema> {
        let forms = Form::ALL.into_iter();
        let any = forms.fold(AnyOfBuilder::new(), |any, form| {
            any.item(Ref::from_schema_name(name(form)))
        });
        any.description(Some("The fields of the form that the address names"))
            .into()
    }
}

impl ToSchema for LeadIn {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("LeadIn")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.extend(Form::ALL.map(|form| (name(form), body(form))));
    }
}

/// `CallMeBackIn`: the form's name as a type's.
pub(super) fn name(form: Form) -> String {
    let words = form.slug().split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        [&first.to_uppercase(), rest].concat()
    });
    words.chain(["In".to_owned()]).collect()
}

/// What names of their own cannot be written down for: the consents depend on the configuration.
const CONSENTS: &str = "`consent_<purpose>`: `on` (in JSON also `true`) where the visitor ticked the box; \
    `consent_<purpose>_version`: the version of the text beside it, without which the proxy keeps no proof of \
    the words. Any other name is ignored and counted.";

fn body(form: Form) -> RefOr<Schema> {
    let spec = form.spec();
    let mut body = ObjectBuilder::new()
        .description(Some(spec.title.translation(Lang::En)))
        .required("partner");
    for name in ENVELOPE {
        body = body.property(name, envelope(name));
    }
    for field in spec.fields {
        body = body.property(field.name, field::schema(field, form));
        if field::is_required(field, form) {
            body = body.required(field.name);
        }
        if field.kind == FieldKind::Slot {
            body = body
                .property("call_at", text("Instead of `slot`: its beginning."))
                .property("call_until", text("Instead of `slot`: its end."));
        }
    }
    for attribute in PAGE_ATTRIBUTES {
        if spec.field(attribute.field).is_none() && PRODUCT.contains(&attribute.field) {
            body = body.property(attribute.field, page_attribute(attribute));
        }
    }
    for name in ATTRIBUTION {
        body = body.property(name, attribution(name));
    }
    let consent = Object::builder()
        .schema_type(SchemaType::from_iter([Type::String, Type::Boolean]))
        .description(Some(CONSENTS))
        .build();
    let consent = AdditionalProperties::RefOr(RefOr::T(Schema::Object(consent)));
    body.additional_properties(Some(consent)).into()
}

fn text(description: &str) -> RefOr<Schema> {
    string(description).into()
}

fn string(description: &str) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
}

fn envelope(name: &str) -> RefOr<Schema> {
    match name {
        "id" => string("A UUID, made before the first attempt and kept through every retry.")
            .format(Some(SchemaFormat::Custom("uuid".to_owned())))
            .into(),
        "partner" => text("The public partner key."),
        "lang" => text("The language's tag."),
        _ => text("The browser version of the form that was filled in."),
    }
}

fn page_attribute(attribute: PageAttribute) -> RefOr<Schema> {
    if !attribute.is_number {
        let unused = " Known in every form, so that one page serves several; not used here.";
        return text(&[attribute.about, unused].concat());
    }
    let tolerant = " A wrong number costs the number, not the lead.";
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(0))
        .maximum(Some(u32::MAX as usize))
        .description(Some([attribute.about, tolerant].concat()))
        .into()
}

fn attribution(name: &str) -> RefOr<Schema> {
    text(match name {
        "gclid" => "Attribution: Google's click id.",
        "fbclid" => "Attribution: Facebook's click id.",
        "msclkid" => "Attribution: Microsoft's click id.",
        "referrer_host" => "Attribution: the host of the page before this one.",
        "page_url" => "Attribution: the page's address; its query is left out.",
        _ => {
            "Attribution: of the campaign. Kept with the lead, cut to 255 characters, never part of \
             what makes two leads the same."
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(form: Form) -> serde_json::Value {
        serde_json::to_value(body(form)).unwrap()
    }

    #[test]
    fn every_name_that_a_body_may_have_is_documented() {
        for form in Form::ALL {
            let schema = schema(form);
            let fields = form.spec().fields.iter().map(|field| field.name);
            let others = [&ENVELOPE[..], &PRODUCT, &ATTRIBUTION].concat();
            for name in fields.chain(others) {
                let property = &schema["properties"][name];
                let description = property["description"].as_str().unwrap_or_default();
                assert!(!description.is_empty(), "{form:?}: {name}");
            }
            let others = &schema["additionalProperties"]["description"];
            for name in ["consent_<purpose>", "consent_<purpose>_version"] {
                assert!(others.as_str().unwrap().contains(name), "{others}");
            }
        }
    }

    #[test]
    fn what_is_required_is_what_no_form_can_do_without() {
        let cases: [(Form, &[&str]); 4] = [
            (
                Form::CallMeBack,
                &["partner", "first_name", "last_name", "phone", "email"],
            ),
            (Form::ClickOut, &["partner", "url"]),
            (
                Form::Insurance,
                &["partner", "interests", "first_name", "last_name", "email"],
            ),
            (
                Form::ThirdParty,
                &["partner", "first_name", "last_name", "email"],
            ),
        ];
        for (form, expected) in cases {
            assert_eq!(schema(form)["required"], serde_json::json!(expected));
        }
    }

    #[test]
    fn a_condition_is_told_in_words() {
        let third_party = schema(Form::ThirdParty);
        let of = |name: &str| third_party["properties"][name]["description"].clone();
        assert_eq!(
            of("vat"),
            "VAT number. Taken, and then required, where `company` is filled in."
        );
        let cellphone = of("cellphone");
        assert!(
            cellphone
                .as_str()
                .unwrap()
                .ends_with("Required where nothing of `landline` is filled in."),
            "{cellphone}"
        );
        let insurance = schema(Form::Insurance);
        let interests = &insurance["properties"]["interests"];
        assert_eq!(interests["type"], "array");
        assert_eq!(interests["items"]["enum"][0], "car");
    }
}
