import Configuration
import KinoraKernel
import KinoraPartners

extension SettingsReader {
    /// Those whose client id is set.
    func signIn() throws -> Settings.SignIn {
        var signIn = Settings.SignIn()
        if let client = try openIDClient() { signIn.providers.append(.openID(client)) }
        if let (id, secret) = try client("google") { signIn.providers.append(.openID(.google(clientID: id, secret: secret))) }
        if let client = try appleClient() { signIn.providers.append(.openID(client)) }
        if let (id, secret) = try client("facebook") {
            let version = text("facebook-graph-version") ?? "v26.0"
            guard let provider = FacebookProvider(clientID: id, secret: secret, version: version) else {
                throw SettingsFailure.wrong("facebook-graph-version", version, wanted: "a version of the Graph API, such as v26.0")
            }
            signIn.providers.append(.facebook(provider, secret))
        }
        if let (id, secret) = try client("github") { signIn.providers.append(.gitHub(clientID: id, secret)) }
        return signIn
    }

    /// A client id and its secret; nil where there is no id.
    private func client(_ name: String) throws -> (id: String, secret: PartnerKey)? {
        guard let id = try clientID(name) else { return nil }
        guard let secret = try clientSecret(name) else {
            throw SettingsFailure(sentence: "The setting \(name)-client-id is given, but neither \(name)-client-secret nor its file is.")
        }
        return (id, secret)
    }

    private func clientID(_ name: String) throws -> String? {
        guard let id = text("\(name)-client-id") else { return nil }
        guard id.utf8.count <= 500, id.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw SettingsFailure.wrong("\(name)-client-id", id, wanted: "the client id as the provider shows it")
        }
        return id
    }

    private func clientSecret(_ name: String) throws -> PartnerKey? {
        guard let text = try secret("\(name)-client-secret")?.text else { return nil }
        guard let key = PartnerKey(secret: text) else {
            throw SettingsFailure(sentence: "The setting \(name)-client-secret holds characters that no secret has; copy it again.")
        }
        return key
    }

    private func appleClient() throws -> OpenIDClient? {
        guard let id = try clientID("apple") else { return nil }
        guard let team = text("apple-team-id"), let key = text("apple-key-id"), let file = text("apple-key-file") else {
            throw SettingsFailure(sentence: "Apple needs apple-team-id, apple-key-id and apple-key-file besides apple-client-id.")
        }
        guard let apple = AppleKey(team: team, id: key, pem: try Secret.wholeFile(file, for: "apple-key-file").text) else {
            throw SettingsFailure(
                sentence: "Apple’s key is not understood: apple-team-id and apple-key-id have ten capital letters and digits each, and "
                    + "apple-key-file is the .p8 file as it was downloaded.")
        }
        return .apple(clientID: id, key: apple)
    }

    private func openIDClient() throws -> OpenIDClient? {
        guard let issuer = text("oidc-issuer") else { return nil }
        guard let id = try clientID("oidc") else {
            throw SettingsFailure(sentence: "The setting oidc-issuer is given, but oidc-client-id is not.")
        }
        let label = (text("oidc-name") ?? "OpenID Connect").onOneLine(atMost: 40)
        var client = OpenIDClient(
            name: "oidc", label: label, issuer: issuer, clientID: id, secret: try clientSecret("oidc").map { .fixed($0) } ?? .none)
        client.reach = try flag("oidc-private-network") ? .household : .internet
        client.emailTrust = try flag("oidc-email-trusted") ? .whenVerified : .never
        client.algorithms = try algorithms()
        guard client.canBeAsked else {
            throw SettingsFailure.wrong(
                "oidc-issuer", issuer,
                wanted: "an https address without a query; http on this machine alone, with oidc-private-network: true")
        }
        return client
    }

    private func algorithms() throws -> Set<TokenAlgorithm> {
        let names = reader.stringArray(forKey: "oidc-algorithms", default: ["RS256", "ES256"]).filter { !$0.isEmpty }
        let known = try names.map { name in
            guard let algorithm = TokenAlgorithm(rawValue: name) else {
                let all = TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
                throw SettingsFailure.wrong("oidc-algorithms", name, wanted: "a list of \(all)")
            }
            return algorithm
        }
        return Set(known)
    }
}
