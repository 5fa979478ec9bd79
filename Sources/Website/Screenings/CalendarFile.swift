import Foundation
import KinoraKernel
import KinoraViewing

/// A screening for a member's calendar (RFC 5545).
struct CalendarFile: Sendable {
    let text: String

    init(_ shown: ShownScreening) {
        let screening = shown.screening
        let lengths = screening.lengths
        let end = ScreeningCourse(from: screening.startsAt).end(lengths: lengths) ?? screening.startsAt
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kinora//Screenings//EN", "METHOD:PUBLISH", "BEGIN:VEVENT",
            "UID:\(shown.id)@screenings.kinora", "DTSTAMP:\(Self.stamp(shown.madeAt))", "DTSTART:\(Self.stamp(screening.startsAt))",
            "DTEND:\(Self.stamp(end))", "SUMMARY:\(Self.escaped(shown.title))",
        ]
        if !screening.about.isEmpty { lines.append("DESCRIPTION:\(Self.escaped(screening.about))") }
        // What stands in a calendar already is crossed out there when the file is taken once more (section 3.8.1.11).
        if !shown.gone.isEmpty { lines.append("STATUS:CANCELLED") }
        lines += ["END:VEVENT", "END:VCALENDAR"]
        text = lines.map(Self.folded).joined(separator: "\r\n") + "\r\n"
    }

    /// Form 2 of section 3.3.5: in UTC, so that no zone has to be described.
    static func stamp(_ moment: Moment) -> String {
        let whole = Moment(milliseconds: moment.milliseconds / 1000 * 1000).iso8601
        return whole.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    /// Section 3.3.11.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\", ";", ",": escaped += "\\\(character)"
            case _ where character.isNewline: escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped.onOneLine(atMost: 4000)
    }

    /// Section 3.1: no line is longer than 75 bytes; what goes on begins with a space. No character is cut.
    static func folded(_ line: String) -> String {
        var lines = [""]
        var bytes = 0
        for scalar in line.unicodeScalars {
            let size = String(scalar).utf8.count
            if bytes + size > 75 {
                lines.append(" ")
                bytes = 1
            }
            lines[lines.count - 1].unicodeScalars.append(scalar)
            bytes += size
        }
        return lines.joined(separator: "\r\n")
    }
}
