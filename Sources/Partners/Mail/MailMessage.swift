import Foundation
import KinoraAccounts
import KinoraKernel

/// A letter as it travels: head and two bodies that say the same (RFC 5322; `multipart/alternative`, RFC 2046 section 5.1.4).
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
            "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
        ]
        let parts = [("plain", letter.plain), ("html", letter.html)].flatMap { kind, body in
            [
                "--\(boundary)", "Content-Type: text/\(kind); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
                QuotedPrintable.encoded(body),
            ]
        }
        text = (head + [""] + parts + ["--\(boundary)--", ""]).joined(separator: "\r\n")
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
