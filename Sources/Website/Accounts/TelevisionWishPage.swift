import KinoraAccounts
import KinoraGate
import KinoraKernel

/// Which television asks, for the member who is to say yes or no (RFC 8628 section 5.4: somebody else may have sent the code).
struct TelevisionWishPage: Sendable {
    var device: String
    var place: String
    var asked: String
    var code: String
    /// A warning where it asks from elsewhere.
    var elsewhere: String?
    var approve = TelevisionPlace.approve.address
    var refuse = TelevisionPlace.refuse.address

    /// - Parameter member: the device on which the member looks at it.
    init(_ request: TelevisionRequest, _ code: TelevisionCode, seenFrom member: DeviceSighting, now: Moment, _ words: Words) {
        device = request.device
        place = request.place
        let minutes = Int(now.since(request.madeAt).inSeconds / 60)
        asked = minutes < 1 ? words(.televisionAskedNow) : words(.televisionAsked, String(minutes))
        self.code = code.text
        elsewhere = request.place == member.place ? nil : words(.televisionElsewhere)
    }
}
