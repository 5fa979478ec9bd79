import KinoraKernel

/// Why the owner's word about a webhook is not taken.
package enum WebhookComplaint: ExplainedComplaint, Hashable {
    case badAddress(reason: Explanation)
    case addressTaken
    case nothingToTell
    case tooMany(Int)
    case unknown(String)
    case ambiguous(String)

    package var explanation: Explanation {
        switch self {
        case .badAddress(let reason): "Nothing can be sent there: \(reason)."
        case .addressTaken: "That address has a webhook already. Remove it first, or give another address."
        case .nothingToTell: "Say what it is to be told of: \(EventKind.choices.map(\.rawValue).joined(separator: ", "))."
        case .tooMany(let most): "There are \(most) webhooks already. Remove one first."
        case .unknown(let name): "There is no webhook \(name.onOneLine(atMost: 80)). List them to see their names."
        case .ambiguous(let name): "Several webhooks begin with \(name.onOneLine(atMost: 80)). Give more of the name."
        }
    }
}
