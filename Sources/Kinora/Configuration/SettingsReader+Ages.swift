import KinoraCatalogue
import KinoraKernel

extension SettingsReader {
    /// Whose age ratings go before others: the country that is named, else the one of the language in which providers are asked, where that
    /// is spoken in one country above all.
    func ageCountry() throws -> String? {
        if let text = text("age-country") {
            guard text != "none" else { return nil }
            guard let country = AgeCountries.known(text) else {
                throw SettingsFailure.wrong(
                    "age-country", text, wanted: "a country whose age ratings Kinora knows, by its two letters like DE or US, or none")
            }
            return country
        }
        return text("provider-language").flatMap { AgeCountries.home(of: LanguageTag($0)) }
    }
}
