import KinoraAccounts

/// A button that asks the browser for a passkey; hidden where there is no JavaScript, or no passkeys (`Assets/passkey.js`).
struct PasskeyForm: Sendable {
    enum Kind: String, Sendable {
        /// Asks for a new passkey.
        case make
        /// Asks for one of those that there are.
        case use
        /// The same, and lets the browser offer them in the field for the address.
        case offer
    }

    /// For the script.
    var kind: String
    /// Where the script gets the question.
    var question: String
    /// Where the answer goes.
    var action: String
    /// The site that passkeys are for; at other addresses of the house the button stays hidden.
    var origin: String
    var label: String

    init(_ kind: Kind, question: FactorPlace, action: FactorPlace, on site: PasskeySite, label: String) {
        self.kind = kind.rawValue
        self.question = question.address
        self.action = action.address
        origin = site.origin
        self.label = label
    }
}
