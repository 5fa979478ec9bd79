import KinoraPartners

extension Settings {
    /// How the server shows itself besides its pages.
    struct Serving: Hashable, Sendable {
        /// `tls-certificate-file` and `tls-key-file`; nil where Kinora speaks plain HTTP.
        var tls: TLSFiles?
        /// `metrics-host` and `metrics-port`; nil for nowhere.
        var metrics: Door?
        /// `access-log`: whether each request is written down.
        var hasAccessLog: Bool
        /// `log-format`.
        var logFormat: LogFormat
        /// `webhook-reach`: whether webhooks may lead into the own network.
        var webhookReach: ProviderReach
    }

    struct TLSFiles: Hashable, Sendable {
        /// The certificate and those that vouch for it (PEM); absolute.
        var certificate: String
        /// Its private key (PEM); absolute.
        var key: String
    }

    struct Door: Hashable, Sendable {
        var host: String
        var port: Int
    }

    enum LogFormat: String, CaseIterable, Sendable { case text, json }

    static let servingKeys = [
        "tls-certificate-file", "tls-key-file", "metrics-host", "metrics-port", "access-log", "log-format", "webhook-reach",
    ]
}
