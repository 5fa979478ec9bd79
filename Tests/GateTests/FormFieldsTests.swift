import KinoraGate
import Testing

@Suite("Fields of queries and forms")
struct FormFieldsTests {
    @Test func plusIsABlankAndPercentIsDecoded() {
        let fields = FormFields("q=night+ferry&genre=Com%C3%A9die&empty=&bare")

        #expect(fields["q"] == "night ferry")
        #expect(fields["genre"] == "Comédie")
        #expect(fields["empty"] == nil)
        #expect(fields["bare"] == nil)
        #expect(fields["missing"] == nil)
    }

    @Test func whatCannotBeDecodedStandsAsItCame() {
        let fields = FormFields("a=100%&b=%zz&c=%4&d=a=b=c")

        #expect(fields["a"] == "100%")
        #expect(fields["b"] == "%zz")
        #expect(fields["c"] == "%4")
        #expect(fields["d"] == "a=b=c")
    }

    @Test func theFirstOfANameCountsAndTheNumberIsBounded() {
        let many = (0..<500).map { "f\($0)=x" }.joined(separator: "&")

        #expect(FormFields("a=1&a=2")["a"] == "1")
        #expect(FormFields(many)["f49"] == "x")
        #expect(FormFields(many)["f50"] == nil)
    }
}
