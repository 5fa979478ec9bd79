import KinoraBilling
import KinoraKernel

/// Prices as letters say them, in the reader's language.
package struct PriceText: Sendable {
    private let words: Words

    /// - Parameter language: BCP 47; nil and languages that are not spoken here are read as English.
    package init(language: String?) { words = language.flatMap(Words.speaking) ?? .english }

    package func callAsFunction(_ money: Money) -> String { words.money(money) }

    /// `7.99 EUR every month`.
    package func callAsFunction(_ money: Money, each interval: Interval) -> String { words.each(words.money(money), interval) }
}
