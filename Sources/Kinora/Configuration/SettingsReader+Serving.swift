import KinoraPartners

extension SettingsReader {
    func serving() throws -> Settings.Serving {
        Settings.Serving(
            tls: try tlsFiles(), metrics: try metricsDoor(), hasAccessLog: try flag("access-log"), logFormat: try logFormat(),
            webhookReach: try webhookReach())
    }

    private func tlsFiles() throws -> Settings.TLSFiles? {
        switch (text("tls-certificate-file"), text("tls-key-file")) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            guard (flags.url ?? text("url"))?.lowercased().hasPrefix("https://") == true else {
                throw SettingsFailure(
                    sentence: "A certificate is given, so the setting url must say how visitors find the house, with https in front.")
            }
            return Settings.TLSFiles(certificate: Self.absolute(certificate), key: Self.absolute(key))
        default:
            throw SettingsFailure(sentence: "The settings tls-certificate-file and tls-key-file belong together; give both, or neither.")
        }
    }

    private func metricsDoor() throws -> Settings.Door? {
        guard let port = try number("metrics-port", within: 0...65535) else { return nil }
        return Settings.Door(host: text("metrics-host") ?? "127.0.0.1", port: port)
    }

    private func logFormat() throws -> Settings.LogFormat {
        guard let text = text("log-format") else { return .text }
        guard let format = Settings.LogFormat(rawValue: text) else {
            throw SettingsFailure.wrong("log-format", text, wanted: "text or json")
        }
        return format
    }

    private func webhookReach() throws -> ProviderReach {
        switch text("webhook-reach") {
        case nil, "internet": .internet
        case "household": .household
        case let text?: throw SettingsFailure.wrong("webhook-reach", text, wanted: "internet or household")
        }
    }
}
