/// A currency of ISO 4217 in which people pay, and how many digits its amounts have behind the point.
package struct Currency: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Three capital letters: `EUR`.
    package let code: String

    /// Nil for what is not one of the active currencies of ISO 4217; precious metals, funds and test codes are none.
    package init?(_ code: String) {
        guard Self.known.contains(code) else { return nil }
        self.code = code
    }

    /// The digits behind the point: of a yen there are none, of a Kuwaiti dinar three.
    package var digits: Int {
        if Self.withoutDigits.contains(code) { return 0 }
        return Self.withThreeDigits.contains(code) ? 3 : 2
    }

    /// Minor units in one: 100 cents in a euro.
    package var minorUnits: Int64 { (0..<digits).reduce(1) { units, _ in units * 10 } }

    package var description: String { code }

    package static let eur = Currency(known: "EUR")
    package static let usd = Currency(known: "USD")
    package static let chf = Currency(known: "CHF")
    package static let gbp = Currency(known: "GBP")
    package static let jpy = Currency(known: "JPY")

    private init(known code: String) { self.code = code }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let currency = Currency(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a currency of ISO 4217")
        }
        self = currency
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

/// ISO 4217:2015, list one, as of 2026: currencies in use. Those with four digits are units of account, in which nobody pays.
extension Currency {
    package static let all: [Currency] = known.sorted().map { Currency(known: $0) }

    private static let withoutDigits: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ]
    private static let withThreeDigits: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

    private static let known: Set<String> = Set(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK \
        DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS \
        KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD \
        OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP \
        TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """.split(separator: " ").map(String.init))
}
