import Foundation
import KinoraBilling
import KinoraGate
import KinoraKernel

/// Reads what an owner typed into a form about selling, and notes what cannot be understood.
struct SellingForm {
    let fields: FormFields
    private let words: Words
    private(set) var faults: [String] = []

    /// Amounts in one field at most: one for each currency.
    private static let mostAmounts = 12

    init(_ fields: FormFields, _ words: Words) {
        self.fields = fields
        self.words = words
    }

    mutating func refuse(_ label: Phrase) { faults.append(words(.sellingFault, words(label))) }

    func text(_ name: String, atMost limit: Int = 200) -> String {
        (fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines).onOneLine(atMost: limit)
    }

    /// The lines of a long field that say something.
    func lines(_ name: String) -> [String] {
        (fields[name] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces).onOneLine(atMost: 120) }
            .filter { !$0.isEmpty }.prefix(Purchaser.mostLines).map(\.self)
    }

    func isOn(_ name: String) -> Bool { fields[name] == "yes" }

    mutating func needed(_ name: String, _ label: Phrase) -> String {
        let text = text(name)
        if text.isEmpty { refuse(label) }
        return text
    }

    /// `7.99 EUR, 8.49 CHF`; one amount for each currency.
    mutating func amounts(_ name: String, _ label: Phrase, isNeeded: Bool = false) -> [Money] {
        let parts = text(name, atMost: 400).split(whereSeparator: { $0 == "," || $0 == ";" }).map(String.init)
        let amounts = parts.prefix(Self.mostAmounts).compactMap(Self.amount)
        let isRight = amounts.count == parts.count && Set(amounts.map(\.currency)).count == amounts.count
        if !isRight || (isNeeded && amounts.isEmpty) { refuse(label) }
        return amounts
    }

    mutating func amount(_ name: String, _ label: Phrase) -> Money? {
        let amount = Self.amount(text(name))
        if amount == nil { refuse(label) }
        return amount
    }

    /// An amount as people type it: `7.99 EUR`, `7.99EUR`. Nothing and less is none.
    static func amount(_ text: String) -> Money? {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard text.count > 3, let currency = Currency(String(text.suffix(3)).uppercased()),
            let money = Money(decimal: text.dropLast(3).trimmingCharacters(in: .whitespaces), currency), money.minor > 0
        else { return nil }
        return money
    }

    /// Nil where nothing was typed.
    mutating func number(_ name: String, _ label: Phrase, _ range: ClosedRange<Int>) -> Int? {
        let text = text(name)
        guard !text.isEmpty else { return nil }
        guard let number = Int(text), range.contains(number) else {
            refuse(label)
            return nil
        }
        return number
    }

    /// A percentage in millionths; nil where nothing was typed.
    mutating func percent(_ name: String, _ label: Phrase) -> TaxRate? {
        let text = text(name).replacing("%", with: "").trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return nil }
        guard let rate = TaxRate(percent: text) else {
            refuse(label)
            return nil
        }
        return rate
    }

    /// `2026-12-31`, its beginning in UTC; nil where nothing was typed.
    mutating func day(_ name: String, _ label: Phrase) -> Moment? {
        let text = text(name)
        guard !text.isEmpty else { return nil }
        guard let day = Self.day(text) else {
            refuse(label)
            return nil
        }
        return day
    }

    /// The last moment of a day: what is good until a day is good on it.
    mutating func lastDay(_ name: String, _ label: Phrase) -> Moment? {
        day(name, label).map { $0 + .milliseconds(Self.millisecondsOfADay - 1) }
    }

    private static let millisecondsOfADay = 86_400_000

    static func day(_ text: String) -> Moment? {
        guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/), let year = Int(match.1), let month = Int(match.2),
            let day = Int(match.3)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = DateComponents(year: year, month: month, day: day)
        guard let date = calendar.date(from: parts), calendar.dateComponents([.year, .month, .day], from: date) == parts else { return nil }
        return Moment(date)
    }
}

extension [Money] {
    /// As they are typed: `7.99 EUR, 8.49 CHF`.
    var typed: String { map(\.description).joined(separator: ", ") }
}

extension Moment {
    /// As it is typed: `2026-12-31`.
    var typedDay: String { String(iso8601.prefix(10)) }
}
