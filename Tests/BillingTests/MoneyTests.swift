import KinoraKernel
import Testing

@Suite("Money is whole minor units")
struct MoneyTests {
    @Test(arguments: [
        ("12.50", Currency.eur, 1250), ("12", .eur, 1200), ("12.5", .eur, 1250), ("0.05", .eur, 5),
        ("-0.05", .eur, -5),
        ("1200", .jpy, 1200),
        ("1.234", Currency("KWD")!, 1234), ("0", .usd, 0), ("10000000000.00", .eur, 1_000_000_000_000),
    ])
    func amountsAreReadAsProgramsWriteThem(text: String, currency: Currency, minor: Int64) {
        #expect(Money(decimal: text, currency)?.minor == minor)
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "1.234", "1,5", "+1", " 1", "1 ", "1e3", "0x1", "١", "--1", "1.2.3",
        "10000000000.01", "99999999999999",
        "1.-5",
        "NaN",
    ])
    func whatIsNoAmountIsRefused(text: String) {
        #expect(Money(decimal: text, .eur) == nil)
    }

    @Test func aYenHasNoDigitsBehindThePoint() {
        #expect(Money(decimal: "1.0", .jpy) == nil)
        #expect(Money(minor: 1200, .jpy).decimal == "1200")
    }

    @Test(arguments: [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (100, "1.00"), (-1234, "-12.34")])
    func amountsAreWrittenWithAllDigits(minor: Int64, text: String) {
        #expect(Money(minor: minor, .eur).decimal == text)
        #expect(Money(decimal: text, .eur)?.minor == minor)
    }

    @Test(arguments: [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLP", 0), ("HUF", 2)])
    func currenciesKnowTheirDigits(code: String, digits: Int) {
        #expect(Currency(code)?.digits == digits)
    }

    @Test(arguments: ["eur", "XAU", "XXX", "EURO", "", "E R"])
    func whatIsNoCurrencyIsRefused(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test func halvesAreRoundedAwayFromZero() {
        #expect(Money(minor: 5, .eur).times(1, dividedBy: 2).minor == 3)
        #expect(Money(minor: -5, .eur).times(1, dividedBy: 2).minor == -3)
        #expect(Money(minor: 4, .eur).times(1, dividedBy: 3).minor == 1)
        #expect(
            Money(minor: 1_000_000_000_000, .eur).times(999_999, dividedBy: 1_000_000).minor
                == 999_999_000_000)
    }

    @Test func taxIsTakenOutOfAPriceThatIncludesIt() {
        let rate = TaxRate(percent: "19")!
        #expect(rate.within(Money(minor: 1190, .eur)).minor == 190)
        #expect(rate.within(Money(minor: 999, .eur)).minor == 160)
        #expect(rate.onTop(of: Money(minor: 839, .eur)).minor == 159)
        #expect(TaxRate.none.within(Money(minor: 999, .eur)).minor == 0)
    }

    @Test(arguments: [
        ("19", 190_000), ("8.1", 81_000), ("8.875", 88_750), ("0", 0), ("100", 1_000_000),
    ])
    func ratesAreReadAndWrittenAsPeopleDo(text: String, millionths: Int64) {
        #expect(TaxRate(percent: text)?.millionths == millionths)
        #expect(TaxRate(percent: text)?.percent == text)
    }

    @Test(arguments: ["", "101", "-1", "19 %", "1.23456", "100.01", "19,0"])
    func whatIsNoRateIsRefused(text: String) {
        #expect(TaxRate(percent: text) == nil)
    }

    @Test func whatIsGivenOutIsTheWholeAndNothingElse() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let amount = Money(minor: Int64.random(in: -1_000_000...1_000_000, using: &generator), .eur)
            let weights = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                Int64.random(in: 0...100_000, using: &generator)
            }
            let parts = amount.allocated(by: weights)
            #expect(parts.reduce(.zero(.eur), +) == amount)
            #expect(
                zip(parts, weights).allSatisfy { part, weight in
                    weight > 0 || part.isZero || weights.allSatisfy { $0 == 0 }
                })
        }
    }

    @Test func whatIsLeftGoesToThoseWhoLostMost() {
        #expect(Money(minor: 100, .eur).allocated(by: [1, 1, 1]).map(\.minor) == [34, 33, 33])
        #expect(Money(minor: 5, .eur).allocated(by: [3, 7]).map(\.minor) == [2, 3])
        #expect(Money(minor: 7, .eur).allocated(by: [0, 0]).map(\.minor) == [7, 0])
    }
}
