//! The countries of the world by their codes of two letters (ISO 3166-1), and XK, which banks use
//! for Kosovo (SWIFT IBAN registry).

/// Every code after the other.
const CODES: &str = "\
    ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCN\
    COCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHM\
    HNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMK\
    MLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURW\
    SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVI\
    VNVUWFWSXKYEYTZAZMZW";

/// Whether two upper-case letters are the code of a country.
///
/// ```
/// use leadgate_rules::country::is_code;
/// assert!(is_code("BE"));
/// assert!(!is_code("EA"), "the end of one code and the start of the next");
/// assert!(!is_code("be"));
/// ```
#[must_use]
pub fn is_code(code: &str) -> bool {
    CODES
        .as_bytes()
        .chunks_exact(2)
        .any(|known| known == code.as_bytes())
}

#[cfg(test)]
mod tests;
