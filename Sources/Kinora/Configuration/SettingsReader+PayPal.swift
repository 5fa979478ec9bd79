import KinoraPartners

extension SettingsReader {
    /// Nil where no client id is set: then nothing is paid through PayPal.
    /// - Parameter data: the data folder, where a webhook that was registered from here is noted.
    func payPal(_ data: String) throws -> Settings.PayPal? {
        guard let id = text("paypal-client-id") else { return nil }
        guard let secret = try secret("paypal-client-secret") else {
            throw SettingsFailure(
                sentence: "The setting paypal-client-id is given, but neither paypal-client-secret nor its file is.")
        }
        guard let key = PartnerKey(secret: secret.text), let login = PayPalLogin(clientID: id, secret: key) else {
            throw SettingsFailure(
                sentence:
                    "The setting paypal-client-id or paypal-client-secret holds characters that none has; copy both again from the app "
                    + "in PayPal’s developer dashboard.")
        }
        let place = try payPalPlace()
        let noted = PayPalWebhookNote.read(in: data).flatMap { $0.place == place.name ? $0.id : nil }
        return Settings.PayPal(place: place, login: login, webhookID: try webhookID() ?? noted, trust: try webhookTrust())
    }

    private func payPalPlace() throws -> PayPalPlace {
        if let url = text("paypal-url") {
            guard let place = PayPalPlace.standIn(url) else {
                throw SettingsFailure.wrong("paypal-url", url, wanted: "a stand-in on this very machine, such as http://127.0.0.1:8085")
            }
            return place
        }
        let name = text("paypal-environment") ?? "sandbox"
        switch name {
        case "sandbox": return .sandbox
        case "live": return .live
        default: throw SettingsFailure.wrong("paypal-environment", name, wanted: "sandbox or live")
        }
    }

    private func webhookID() throws -> String? {
        guard let id = text("paypal-webhook-id") else { return nil }
        guard id.wholeMatch(of: /[A-Za-z0-9]{6,50}/) != nil else {
            throw SettingsFailure.wrong("paypal-webhook-id", id, wanted: "the webhook’s id as PayPal’s developer dashboard shows it")
        }
        return id
    }

    private func webhookTrust() throws -> WebhookTrust {
        guard let file = text("paypal-ca-file") else { return .system }
        guard let trust = WebhookTrust(pem: try Secret.wholeFile(file, for: "paypal-ca-file").text) else {
            throw SettingsFailure(sentence: "The file of the setting paypal-ca-file holds no certificates (PEM).")
        }
        return trust
    }
}
