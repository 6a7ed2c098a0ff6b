//! An address, with the CRM's rules about which part needs which other. They are the document's
//! for third-party leads (the street if there is a number, and so on); an insurance
//! lead's address follows the same ones.

use super::{Choice, FieldKind, FieldSpec};
use crate::Condition;
use crate::text::Text;

/// The countries whose numbering plans and postal codes are known. Belgium comes first: it is
/// chosen unless somebody chooses another.
pub const COUNTRIES: &[Choice] = &[
    country("BE", Text::Belgium),
    country("NL", Text::Netherlands),
    country("FR", Text::France),
    country("DE", Text::Germany),
    country("LU", Text::Luxembourg),
    country("SE", Text::Sweden),
    country("HU", Text::Hungary),
    country("RU", Text::Russia),
];

const fn country(value: &'static str, label: Text) -> Choice {
    Choice { value, label }
}

const STREET: &str = "address_street";
const NUMBER: &str = "address_nr";
const POSTAL_CODE: &str = "address_postal_code";
const COUNTRY: &str = "address_country";

pub(super) const ADDRESS_STREET: FieldSpec = FieldSpec::new(STREET, FieldKind::Line, Text::Street)
    .required_when(Condition::Any(&[NUMBER]), Text::StreetMissing)
    .autocomplete("address-line1")
    .group(Text::Address);

pub(super) const ADDRESS_NUMBER: FieldSpec =
    FieldSpec::new(NUMBER, FieldKind::HouseNumber, Text::HouseNumber)
        .required_when(Condition::Any(&[STREET]), Text::HouseNumberMissing)
        .max_chars(10)
        .group(Text::Address);

pub(super) const ADDRESS_BOX: FieldSpec =
    FieldSpec::new("address_box", FieldKind::Line, Text::HouseBox)
        .max_chars(10)
        .group(Text::Address);

pub(super) const ADDRESS_FLOOR: FieldSpec =
    FieldSpec::new("address_floor", FieldKind::Line, Text::Floor)
        .max_chars(10)
        .group(Text::Address);

pub(super) const ADDRESS_POSTAL_CODE: FieldSpec =
    FieldSpec::new(POSTAL_CODE, FieldKind::PostalCode, Text::PostalCode)
        .required_when(Condition::Any(&[STREET, NUMBER]), Text::PostalCodeMissing)
        .country(COUNTRY)
        .max_chars(12)
        .autocomplete("postal-code")
        .group(Text::Address);

pub(super) const ADDRESS_CITY: FieldSpec =
    FieldSpec::new("address_city", FieldKind::Line, Text::City)
        .autocomplete("address-level2")
        .group(Text::Address);

pub(super) const ADDRESS_COUNTRY: FieldSpec =
    FieldSpec::new(COUNTRY, FieldKind::Country, Text::Country)
        .shown_when(Condition::Any(&[
            STREET,
            NUMBER,
            POSTAL_CODE,
            "address_city",
        ]))
        .autocomplete("country")
        .group(Text::Address);

/// As with the gender, the values are the CRM's own by default.
pub(super) const ADDRESS_BUILDING: FieldSpec = FieldSpec::new(
    "address_building_type",
    FieldKind::Choice(&[
        Choice {
            value: "1",
            label: Text::BuildingDetached,
        },
        Choice {
            value: "2",
            label: Text::BuildingSemiDetached,
        },
        Choice {
            value: "3",
            label: Text::BuildingTerraced,
        },
        Choice {
            value: "4",
            label: Text::BuildingApartment,
        },
    ]),
    Text::Building,
)
.group(Text::Address);
