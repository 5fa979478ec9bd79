import KinoraCatalogue
import KinoraKernel

/// Why a provider did not answer. No sentence holds an address or a key.
package enum LookupTrouble: ExplainedComplaint, Hashable {
    case keyRefused(Origin)
    /// As many requests as the key allows in a day were made.
    case dailyLimit(Origin)
    /// It cannot be reached, or wants to be left alone for a while.
    case away(Origin, reason: Explanation, for: Duration)
    /// It answered, but with something else than it promises.
    case unreadable(Origin, reason: Explanation)

    package var explanation: Explanation {
        switch self {
        case .keyRefused(let provider):
            "\(provider.providerName) does not accept the key. Correct the setting \(provider.rawValue)-key; until then it is not asked."
        case .dailyLimit(let provider):
            "\(provider.providerName) answers no more requests with this key today. It is asked again tomorrow."
        case .away(let provider, let reason, _):
            "\(provider.providerName) does not answer (\(reason.onOneLine(atMost: 120))). It is asked again later by itself."
        case .unreadable(let provider, let reason):
            "An answer of \(provider.providerName) cannot be used (\(reason.onOneLine(atMost: 120))). Its other answers are."
        }
    }

    /// For how long the provider is left alone; nil where only this answer was of no use.
    var pause: Duration? {
        switch self {
        case .keyRefused, .dailyLimit: .seconds(24 * 3600)
        case .away(_, _, let pause): max(Self.shortestPause, min(pause, .seconds(24 * 3600)))
        case .unreadable: nil
        }
    }

    private static let shortestPause = Duration.seconds(60)
}
