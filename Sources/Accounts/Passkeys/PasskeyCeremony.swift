/// A question to the browser's authenticator.
package struct PasskeyCeremony: Hashable, Sendable {
    /// For `navigator.credentials`, as JSON.
    package let options: String
    /// Goes into a cookie that ends after `Passkeys.patience`, and comes back with the answer.
    package let sealed: String
}
