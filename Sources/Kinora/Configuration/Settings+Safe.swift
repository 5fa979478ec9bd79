extension Settings {
    /// The same house with nothing that is not needed for serving what is there: no preparing, no providers, no recommendations, no letters, no
    /// payments from outside, no backups.
    func safe() -> Settings {
        var settings = self
        settings.isSafe = true
        settings.roles.remove(.prepare)
        if settings.roles.isEmpty { settings.roles = [.web] }
        settings.providers = Providers()
        settings.graphDatabase = nil
        settings.inbox = nil
        settings.mail = nil
        settings.payPal = nil
        settings.backups = nil
        return settings
    }
}
