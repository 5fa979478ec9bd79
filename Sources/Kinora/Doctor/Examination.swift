/// What one check of `kinora doctor` found, and what to do about it.
struct Finding: Codable, Hashable, Sendable {
    enum State: String, Codable, Sendable { case fine, warning, broken }

    var check: String
    var state: State
    var found: String
    /// What to do; nil when all is well.
    var advice: String?

    static func fine(_ check: String, _ found: String) -> Finding {
        Finding(check: check, state: .fine, found: found, advice: nil)
    }

    static func warning(_ check: String, _ found: String, do advice: String) -> Finding {
        Finding(check: check, state: .warning, found: found, advice: advice)
    }

    static func broken(_ check: String, _ found: String, do advice: String) -> Finding {
        Finding(check: check, state: .broken, found: found, advice: advice)
    }
}

/// Looks at everything Kinora needs on this machine, changing nothing but a file that it makes and removes to try writing; and, where the owner
/// asks for it, what `StrayChecks` finds.
struct Examination: Sendable {
    let settings: Settings
    var isRepairing = false

    /// The findings in the order in which a newcomer would mend them.
    func findings() async -> [Finding] {
        var findings = await ProgramChecks(settings: settings).findings()
        findings += StorageChecks(settings: settings).findings()
        findings += await DatabaseCheck(settings: settings).findings()
        findings += await StrayChecks(settings: settings, isRepairing: isRepairing).findings()
        findings += LibraryChecks(settings: settings).findings()
        findings += await ProviderChecks(settings: settings).findings()
        findings += await SignInChecks(settings: settings).findings()
        findings += await MailCheck(settings: settings).findings()
        findings += await PayPalCheck(settings: settings).findings()
        findings += await GraphCheck(settings: settings).findings()
        findings += await PortCheck(settings: settings).findings()
        findings.append(TimeZoneCheck(settings: settings).finding())
        return findings
    }
}
