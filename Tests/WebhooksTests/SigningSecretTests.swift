import Foundation
import KinoraWebhooks
import Testing

@Suite("Signatures of messages")
struct SigningSecretTests {
    @Test("A message is signed as the standard's own example is")
    func example() throws {
        let key = try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let secret = SigningSecret(bytes: Array(key))
        let signature = secret.signature(of: #"{"test": 2432232314}"#, id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330)
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    }

    @Test("A secret that is printed shows nothing")
    func printed() {
        let secret = SigningSecret(bytes: Array(repeating: 7, count: 32))
        var shown = ""
        dump(secret, to: &shown)
        #expect("\(secret)" == "(secret)" && !shown.contains("7"))
    }
}
