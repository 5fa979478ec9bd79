import Foundation
import KinoraAccounts
import KinoraKernel

/// A letter as it travels: head and two bodies that say the same (RFC 5322; `multipart/alternative`, RFC 2046 section 5.1.4), and a file beside
/// them where there is one (`multipart/mixed`, section 5.1.3).
///
/// Everything is ASCII in lines of at most 78 characters, except addresses with other letters, which need SMTPUTF8 (RFC 6532).
struct MailMessage: Hashable, Sendable {
    /// Ends each line with CRLF; its dots are not doubled yet.
    let text: String

    /// - Parameters:
    ///   - name: makes the `Message-ID`; the same for each attempt.
    ///   - now: its date.
    init(_ letter: WrittenLetter, from: Mailbox, to: Mailbox, name: String, at now: Moment) {
        // `=_` never stands in quoted-printable text.
        let boundary = "=_kinora_\(name)"
        let sender = from.name.map { "\(HeaderText.phrase($0)) <\(from.address)>" } ?? from.address
        let head = [
            "Date: \(Self.date(now))",
            "From: \(sender)",
            "To: \(to.address)",
            "Subject: \(HeaderText.encoded(letter.subject))",
            "Message-ID: <\(name)@\(from.domain)>",
            // RFC 3834, section 5: nobody's holiday answers this.
            "Auto-Submitted: auto-generated",
            "Content-Language: \(Self.isTag(letter.language) ? letter.language : "en")",
            "MIME-Version: 1.0",
        ]
        let bodies = Self.parts(
            [("plain", letter.plain), ("html", letter.html)].map { kind, body in
                [
                    "Content-Type: text/\(kind); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
                    QuotedPrintable.encoded(body),
                ]
            }, boundary)
        let alternative = ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""] + bodies
        guard let enclosure = letter.enclosure else {
            text = (head + alternative + [""]).joined(separator: "\r\n")
            return
        }
        // Not the beginning of the other: parsers compare beginnings.
        let outer = "=_kinora_all_\(name)"
        let file = [
            "Content-Type: \(enclosure.type)", "Content-Transfer-Encoding: base64",
            "Content-Disposition: attachment; filename=\"\(Self.fileName(enclosure.name))\"", "",
            Data(enclosure.bytes).base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]),
        ]
        text = (head + ["Content-Type: multipart/mixed; boundary=\"\(outer)\"", ""] + Self.parts([alternative, file], outer) + [""])
            .joined(separator: "\r\n")
    }

    /// Parts between their boundaries (RFC 2046, section 5.1.1).
    private static func parts(_ parts: [[String]], _ boundary: String) -> [String] {
        parts.flatMap { ["--\(boundary)"] + $0 } + ["--\(boundary)--"]
    }

    private static func fileName(_ name: String) -> String {
        let plain = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
        return plain.isEmpty ? "file" : String(plain.prefix(100))
    }

    /// As SMTP sends it: a line that begins with a dot gets another one, and a dot alone ends it (RFC 5321, section 4.5.2).
    var stuffed: String {
        text.split(separator: "\r\n", omittingEmptySubsequences: false).map { $0.hasPrefix(".") ? "." + $0 : String($0) }
            .joined(separator: "\r\n") + ".\r\n"
    }

    /// RFC 5322, section 3.3, in UTC.
    static func date(_ moment: Moment) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: moment.date)
        let clock = [parts.hour, parts.minute, parts.second].map { two($0 ?? 0) }.joined(separator: ":")
        let day = "\(days[(parts.weekday ?? 1) - 1]), \(two(parts.day ?? 1)) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 1970)"
        return "\(day) \(clock) +0000"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func isTag(_ text: String) -> Bool {
        text.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}/) != nil
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
