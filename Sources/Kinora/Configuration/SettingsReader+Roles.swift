import Configuration

extension SettingsReader {
    /// What the server does: the list, with `prepare` added or taken away where that was said.
    func roles(_ engine: EngineChoice) throws -> Set<ServerRole> {
        let list = (flags.roles ?? text("roles"))?.split(separator: ",").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
        let given = try (list ?? reader.stringArray(forKey: "roles") ?? []).filter { !$0.isEmpty }.map { word in
            guard let role = ServerRole(rawValue: word) else {
                throw SettingsFailure.wrong(
                    "roles", word, wanted: "some of \(ServerRole.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            return role
        }
        var roles = given.isEmpty ? ServerRole.usual(behindAPI: engine.isRemote) : Set(given)
        switch try flags.prepares ?? saidFlag("prepare") {
        case true: roles.insert(.prepare)
        case false: roles.remove(.prepare)
        default: break
        }
        if engine.isRemote, let role = ServerRole.allCases.first(where: { $0.needsDatabase && roles.contains($0) }) {
            throw SettingsFailure(
                sentence: "The setting roles has \(role.rawValue), which answers from the database, and the documents are behind "
                    + "\(engine.name). Take it away, or run it where the database is.")
        }
        guard !roles.isEmpty else {
            throw SettingsFailure(sentence: "The settings roles and prepare leave nothing to do; name one of the roles.")
        }
        return roles
    }
}

extension Settings {
    /// Whether `kinora serve` also looks at the libraries and prepares films.
    var prepares: Bool { roles.contains(.prepare) }
}
