import Configuration
import Foundation
import KinoraPreparation

extension SettingsReader {
    func timeZone() throws -> TimeZone {
        guard let name = text("time-zone") else { return .current }
        guard let zone = TimeZone(identifier: name) else {
            throw SettingsFailure.wrong("time-zone", name, wanted: "the name of a time zone, such as Europe/Berlin")
        }
        return zone
    }

    func rescan(in zone: TimeZone) throws -> RescanRule? {
        let text = text("rescan") ?? "30 4 * * *"
        guard text != "never" else { return nil }
        do {
            return try RescanRule(text, in: zone)
        } catch let fault as RescanFault {
            throw SettingsFailure.wrong("rescan", text, wanted: "five fields like \"30 4 * * *\", or never: \(fault.problem)")
        }
    }

    /// A list, or one text with semicolons between the rules: in an environment variable commas stand between days.
    func hours(in zone: TimeZone) throws -> Hours? {
        let given = text("encode-hours").map { $0.split(separator: ";").map(String.init) } ?? reader.stringArray(forKey: "encode-hours")
        guard let rules = given, !rules.isEmpty else { return nil }
        do {
            return try Hours(rules, in: zone)
        } catch let fault as HoursFault {
            throw SettingsFailure.wrong("encode-hours", fault.text, wanted: "days and times like \"Mon-Fri 22:00-06:00\": \(fault.problem)")
        }
    }
}
