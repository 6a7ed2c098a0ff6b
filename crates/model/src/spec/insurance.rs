//! A visitor asks for an insurance offer. Who wants to be called gives a number.

use super::address::{
    ADDRESS_BOX, ADDRESS_CITY, ADDRESS_COUNTRY, ADDRESS_NUMBER, ADDRESS_POSTAL_CODE, ADDRESS_STREET,
};
use super::person::{BIRTHDATE, EMAIL, FIRST_NAME, GENDER, LAST_NAME, PHONE, REMARKS, SEGMENT};
use super::{Choice, FieldKind, FieldSpec, FormSpec};
use crate::Condition;
use crate::text::Text;

pub(crate) static INSURANCE: FormSpec = FormSpec {
    fields: &[
        FieldSpec::new(
            "interests",
            FieldKind::Choices(&[
                Choice {
                    value: "car",
                    label: Text::InterestCar,
                },
                Choice {
                    value: "dog",
                    label: Text::InterestDog,
                },
                Choice {
                    value: "funeral",
                    label: Text::InterestFuneral,
                },
                Choice {
                    value: "fire",
                    label: Text::InterestFire,
                },
                Choice {
                    value: "hospitalization",
                    label: Text::InterestHospitalization,
                },
            ]),
            Text::Interests,
        )
        .required(Text::InterestsMissing),
        GENDER.on_request(),
        SEGMENT.on_request(),
        FIRST_NAME,
        LAST_NAME,
        EMAIL,
        FieldSpec::new(
            "interested_in_insurance",
            FieldKind::Flag,
            Text::InterestedInInsurance,
        ),
        FieldSpec::new(
            "allow_insurance_call",
            FieldKind::Flag,
            Text::AllowInsuranceCall,
        ),
        PHONE.required_when(
            Condition::Any(&["allow_insurance_call"]),
            Text::PhoneMissing,
        ),
        BIRTHDATE,
        ADDRESS_STREET,
        ADDRESS_NUMBER,
        ADDRESS_BOX,
        ADDRESS_POSTAL_CODE,
        ADDRESS_CITY,
        ADDRESS_COUNTRY,
        REMARKS,
    ],
    title: Text::InsuranceTitle,
    action: Text::InsuranceAction,
    note: Text::InsuranceNote,
    done: Text::SuccessTitle,
    next: Some(Text::InsuranceNext),
    change: Text::SuccessChange,
};
