import KinoraKernel

/// A setting that cannot be used: names its key and what would do.
struct SettingsFailure: Complaint {
    let sentence: String

    static func wrong(_ key: String, _ value: String, wanted: String) -> Self {
        SettingsFailure(sentence: "The setting \(key) is \"\(value.onOneLine(atMost: 80))\"; it must be \(wanted).")
    }

    static let noLibrary = SettingsFailure(
        sentence: "No library is given. Name a folder of films with --library PATH, or make one to try with: kinora demo")
}
