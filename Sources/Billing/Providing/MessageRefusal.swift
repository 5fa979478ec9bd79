/// Why a message counts for nothing. Nothing of it is kept but that one came.
package enum MessageRefusal: Error, Hashable {
    /// It is not from the provider, was changed, or is too old. Answered with 400.
    case notGenuine
    /// It is the provider's and says nothing that the house wants to know. Answered like any other.
    case ofNoInterest
}
