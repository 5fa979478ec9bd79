import Foundation

/// Who the house is at PayPal: an app's client id and its secret. Printing it shows nothing.
package struct PayPalLogin: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    private let clientID: String
    private let secret: PartnerKey

    /// Nil for a client id that none can be.
    package init?(clientID: String, secret: PartnerKey) {
        guard PartnerKey(clientID) != nil, !clientID.contains(":") else { return nil }
        self.clientID = clientID
        self.secret = secret
    }

    /// As HTTP sends it (RFC 7617).
    var basic: String { Data("\(clientID):\(secret.text)".utf8).base64EncodedString() }

    package var description: String { "(login)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
