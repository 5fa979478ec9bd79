import Foundation
import KinoraKernel
import KinoraPreparation
import Mustache

/// The website's sentences in one language; in templates they stand as `{{t.nameOfThePhrase}}`.
struct Words: Sendable {
    private let texts: [String: String]

    static let english = Words(English.text)
    /// The languages that pages and letters are written in.
    static let all = [english, Words(German.text), Words(French.text)]
    /// The same by name (BCP 47).
    static let spoken = all.map { $0(.languageTag) }
    /// The language of the page that is being made.
    @TaskLocal static var current = english

    /// - Parameter tag: a language, perhaps with a region (`de-AT`).
    /// - Returns: nil where pages are not written in it.
    static func speaking(_ tag: String) -> Words? {
        let primary = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
        return all.first { $0(.languageTag) == primary }
    }

    /// - Parameter text: every phrase's text in the language.
    init(_ text: (Phrase) -> String) {
        texts = Dictionary(uniqueKeysWithValues: Phrase.allCases.map { ($0.rawValue, text($0)) })
    }

    /// A phrase with its gaps.
    func text(_ phrase: Phrase) -> String { texts[phrase.rawValue] ?? "" }

    /// A phrase with its gaps filled, from left to right.
    func callAsFunction(_ phrase: Phrase, _ values: String...) -> String {
        var parts = text(phrase).components(separatedBy: "{}")
        for (index, value) in values.enumerated() where index + 1 < parts.count { parts[index] += value }
        return parts.joined()
    }

    /// A phrase for one, another for more or none.
    func count(_ number: Int, one: Phrase, many: Phrase) -> String {
        number == 1 ? self(one) : self(many, number.formatted(.number.locale(locale)))
    }

    /// `1 h 52 min`; less than half a minute counts as one minute.
    func length(milliseconds: Int64) -> String {
        let minutes = max(1, Int((milliseconds + 30_000) / 60_000))
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        if hours == 0 { return self(.minutes, String(minutes)) }
        return rest == 0 ? self(.hours, String(hours)) : self(.hoursAndMinutes, String(hours), String(rest))
    }

    /// How much can be watched of a film that is being prepared, in milliseconds: whole minutes of it, never more than there is.
    func early(_ watchable: Int64?) -> String {
        guard let watchable, watchable >= 60_000 else { return self(.earlyBeginning) }
        return self(.earlyFirst, length(milliseconds: watchable / 60_000 * 60_000))
    }

    /// How long something will still take, roughly.
    func left(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 5 else { return self(.aboutToFinish) }
        guard seconds >= 60 else { return self(.secondsLeft) }
        let minutes = Int(min(seconds, 1e7) / 60)
        return minutes < 60 ? self(.minutesLeft, String(minutes)) : self(.hoursLeft, String(minutes / 60), String(minutes % 60))
    }

    /// `22:00` for today, `Monday 22:00` for the days that follow, with the date beyond.
    func moment(_ moment: Moment, seenFrom now: Moment, _ clock: WallClock) -> String {
        let style = Date.FormatStyle(locale: locale, timeZone: clock.zone)
        switch clock.days(from: now, to: moment) {
        case 0: return clock.time(moment)
        case 1...6: return self(.dayAndTime, moment.date.formatted(style.weekday(.wide)), clock.time(moment))
        default: return self(.dateAndTime, moment.date.formatted(style.day().month(.wide).year()), clock.time(moment))
        }
    }

    /// A whole number, as the language writes it.
    func whole(_ number: Int) -> String { number.formatted(.number.locale(locale)) }

    /// With one digit behind the point, as the language writes it.
    func tenths(_ number: Double) -> String { number.formatted(.number.precision(.fractionLength(1)).locale(locale)) }

    /// `7.99 EUR`, with the language's own sign before the decimals.
    func money(_ money: Money) -> String { "\(decimals(money.decimal)) \(money.currency.code)" }

    /// A number that stands with a point between its digits.
    func decimals(_ text: String) -> String { text.replacing(".", with: locale.decimalSeparator ?? ".") }

    func language(_ tag: LanguageTag) -> String {
        tag.isKnown ? tag.endonym : self(.unknownLanguage)
    }

    private var locale: Locale { Locale(identifier: self(.languageTag)) }
}

extension Words: MustacheParent {
    func child(named name: String) -> Any? { texts[name] }
}
