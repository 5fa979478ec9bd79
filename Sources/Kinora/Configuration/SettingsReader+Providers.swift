import Configuration
import KinoraCatalogue
import KinoraKernel
import KinoraPartners

extension SettingsReader {
    /// Those that are asked, in the owner's order: one without a key is not, nor one that the owner left out.
    func providers() throws -> Settings.Providers {
        let order = try named()
        let language = try language()
        var providers = Settings.Providers()
        for provider in order {
            switch provider {
            case .tmdb:
                guard let key = try key("tmdb-key") else { continue }
                providers.asked.append(
                    .tmdb(
                        try address("tmdb-url", TMDBClient.usualAddress), key, language: language,
                        pictures: try address("tmdb-images-url", TMDBClient.usualPictures)))
            case .omdb:
                guard let key = try key("omdb-key") else { continue }
                providers.asked.append(.omdb(try address("omdb-url", OMDbClient.usualAddress), key))
            default: continue
            }
        }
        return providers
    }

    private func named() throws -> [Origin] {
        var order: [Origin] = []
        for name in reader.stringArray(forKey: "providers", default: ["tmdb", "omdb"]) where !name.isEmpty {
            guard let provider = Origin(rawValue: name.lowercased()), [.tmdb, .omdb].contains(provider), !order.contains(provider) else {
                throw SettingsFailure.wrong(
                    "providers", name, wanted: "a list of tmdb and omdb, each at most once, the preferred one first")
            }
            order.append(provider)
        }
        return order
    }

    private func language() throws -> String {
        guard let text = text("provider-language") else { return "en" }
        guard LanguageTag(text).isKnown else {
            throw SettingsFailure.wrong("provider-language", text, wanted: "a language like en, de or pt-BR")
        }
        return LanguageTag(text).tag
    }

    private func key(_ name: String) throws -> PartnerKey? {
        guard let secret = try secret(name) else { return nil }
        guard let key = PartnerKey(secret.text) else {
            throw SettingsFailure(sentence: "The setting \(name) holds characters that no key has; copy it from the provider's page again.")
        }
        return key
    }

    private func address(_ name: String, _ usual: String) throws -> PartnerAddress {
        let text = text(name) ?? usual
        guard let address = PartnerAddress(text) else {
            // It is not repeated: it might hold a key.
            throw SettingsFailure(
                sentence: "The setting \(name) must be an address like \(usual), without a user, a password and a query.")
        }
        return address
    }
}
