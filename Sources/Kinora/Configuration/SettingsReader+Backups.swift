import Configuration
import Foundation
import KinoraPreparation

extension Settings {
    /// `backup-into`, `backup-at`, `backup-keep`: where backups go, when they are made by themselves, and how many stay.
    struct Backups: Hashable, Sendable {
        /// Absolute.
        var folder: String
        /// Nil for never.
        var rule: RescanRule?
        var keep: Int
    }
}

extension SettingsReader {
    /// Nil where no folder is given: then backups are made by hand alone.
    func backups(in zone: TimeZone) throws -> Settings.Backups? {
        let keep = try number("backup-keep", within: 1...1000) ?? 7
        let text = text("backup-at") ?? "30 3 * * *"
        let rule: RescanRule?
        do {
            rule = text == "never" ? nil : try RescanRule(text, in: zone)
        } catch let fault as RescanFault {
            throw SettingsFailure.wrong("backup-at", text, wanted: "five fields like \"30 3 * * *\", or never: \(fault.problem)")
        }
        guard let folder = self.text("backup-into") else { return nil }
        return Settings.Backups(folder: Self.absolute(folder), rule: rule, keep: keep)
    }
}
