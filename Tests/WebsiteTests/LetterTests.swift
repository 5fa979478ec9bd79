import Foundation
import KinoraAccounts
import KinoraKernel
import Testing

@testable import KinoraWebsite

@Suite("Letters in words")
struct LetterTests {
    private static let at = Moment(milliseconds: 1_796_000_000_000)
    private static let link = "https://films.example.org/reset?t=abc&u=def"
    private static let kinds: [Letter.Kind] =
        [
            .confirmAddress(link: link), .alreadyMember(link: link), .resetPassword(link: link), .invitation(link: link, from: "Ida <b>"),
            .invitation(link: link, from: nil), .waitingMember(name: "Ida <b>", link: link), .admitted(link: link),
            .newDevice(device: "Firefox on Linux", place: "192.0.2.0/24", at: at), .closing(until: at, link: link), .trial,
            .payment(.paid(title: "Harbour <b>", total: "9.99 EUR", invoice: "K2026-0012", link: link)),
            .payment(.subscribed(title: "Monthly", price: "7.99 EUR / 1 month", link: link)),
            .payment(.failed(title: "Monthly", openUntil: at, link: link)),
            .payment(.neverPaid(title: "Monthly <b>", until: at, link: link)),
            .payment(.trialEnds(title: "Monthly", at: at, price: "7.99 EUR / 1 month", link: link)),
            .payment(.changed(title: "Yearly", price: "79.00 EUR / 1 year", link: link)),
            .payment(.cancelled(title: "Monthly", at: at, openUntil: at, link: link)),
            .payment(.refunded(title: "Monthly", amount: "1.00 EUR", link: link)),
            .payment(.refunded(title: "Monthly", amount: "1.00 EUR", link: link, paper: "creditNote-2026-1", reason: "a scratch <b>")),
            .payment(.cancelled(title: "Monthly", at: at, openUntil: nil, link: link, house: "We close <b>.")),
            .payment(.declared(.cancellationForCause, contract: "Monthly <b>", at: at, link: link)),
            .payment(.declared(.withdrawal, contract: "Monthly", at: at, link: link)),
            .payment(
                .paid(
                    title: "Harbour", total: "9.99 EUR", invoice: "K2026-0012", link: link, paper: "invoice-2026-12", consent: true,
                    withdrawal: "https://films.example.org/withdrawal")),
            .payment(
                .subscribed(
                    title: "Monthly", price: "7.99 EUR / 1 month", link: link, withdrawal: "https://films.example.org/withdrawal")),
            .payment(.gift(title: "Monthly <b>", code: "7QK2M-7QK2M-7QK2M-7QK2M", from: "Ida <b>", link: link)),
        ] + CredentialChange.allCases.map { .credentialChanged($0, at: at) }

    private func write(_ letter: Letter) throws -> WrittenLetter {
        try LetterPages(house: "films.example.org", zone: try #require(TimeZone(identifier: "Europe/Berlin"))).write(letter)
    }

    @Test(arguments: kinds)
    func sayTheSameInTextAndInHTML(kind: Letter.Kind) throws {
        let letter = try write(Letter(to: "ida@example.org", kind, goodUntil: Self.at))

        let shown = letter.html.replacing("&amp;", with: "&").replacing("&lt;", with: "<").replacing("&gt;", with: ">")
        for line in letter.plain.split(separator: "\n") where line.count > 3 && !line.hasSuffix(":") {
            let text =
                line.firstMatch(of: /^(When|Device|From the network|What|In all|Invoice|Price|Open until|Code|Why|Contract): (.*)$/).map {
                    $0.2
                } ?? line
            #expect(shown.contains(text), "\(text)")
        }
        #expect(!letter.plain.contains("{}") && !letter.plain.contains("&amp;") && !letter.html.contains("<b>"))
        #expect(!letter.subject.contains("{}") && !letter.subject.isEmpty)
        // Nothing is loaded from elsewhere, and there is no style sheet that a mail program could drop.
        #expect(
            !letter.html.contains("<img") && !letter.html.contains("src=") && !letter.html.contains("url(")
                && !letter.html.contains("<style"))
        let isWithLink = letter.plain.contains(Self.link)
        #expect(letter.html.contains("href=") == isWithLink)
    }

    @Test func tellUntilWhenALinkWorks() throws {
        let letter = try write(Letter(to: "ida@example.org", .resetPassword(link: Self.link), goodUntil: Self.at))
        #expect(
            letter.plain.contains("until 30 November 2026, 01:53 (Europe/Berlin)")
                || letter.plain.contains("until November 30, 2026, 01:53 (Europe/Berlin)"))
        #expect(letter.plain.contains("\n\(Self.link)\n") && letter.html.contains("t=abc&amp;u=def"))
    }

    /// What the law wants confirmed on something durable: that the payer agreed to the end of the right of withdrawal, and how it is used.
    @Test(arguments: ["en", "de", "fr"]) func confirmWhatThePayerAgreedTo(language: String) throws {
        let paid = PaymentLetter.paid(
            title: "Harbour", total: "9.99 EUR", invoice: nil, link: Self.link, consent: true,
            withdrawal: "https://films.example.org/withdrawal")
        let letter = try write(Letter(to: "ida@example.org", language: language, .payment(paid)))
        let words = try #require(Words.speaking(language))
        #expect(letter.plain.contains(words(.letterConsent)) && letter.plain.contains("https://films.example.org/withdrawal"))
        let donated = PaymentLetter.paid(title: "Donation", total: "5.00 EUR", invoice: nil, link: Self.link)
        #expect(try !write(Letter(to: "ida@example.org", language: language, .payment(donated))).plain.contains(words(.letterConsent)))
    }

    @Test func giveNamesLittleRoom() throws {
        let letter = try write(Letter(to: "ida@example.org", .waitingMember(name: String(repeating: "a", count: 500), link: Self.link)))
        #expect(letter.subject.count < 130)
    }
}
