import KinoraKernel

/// More passwords wait to be looked at than the house looks at in a few seconds: an HTTP answer of this is 503.
package struct PasswordsBusy: Complaint, Hashable {
    package init() {}

    package var sentence: String { "Too many people are signing in at this moment. Try again in a few seconds." }
}
