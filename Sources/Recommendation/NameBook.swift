/// Names as small numbers, so that the graph is made of integers.
struct NameBook: Equatable {
    private(set) var names: [String] = []
    private var numbers: [String: Int32] = [:]

    var count: Int { names.count }

    subscript(number: Int32) -> String { names[Int(number)] }

    func number(of name: String) -> Int32? { numbers[name] }

    /// Strikes a name out; its number is nobody's from then on.
    mutating func strike(_ name: String) {
        guard let number = numbers.removeValue(forKey: name) else { return }
        let nobody = "\u{0}\(number)"
        names[Int(number)] = nobody
        numbers[nobody] = number
    }

    /// Gives a name its number, also ahead of others that come later.
    mutating func put(_ name: String, at number: Int32) {
        while names.count <= Int(number) { names.append("") }
        if numbers[names[Int(number)]] == number { numbers[names[Int(number)]] = nil }
        names[Int(number)] = name
        numbers[name] = number
    }

    mutating func take(_ name: String) -> Int32 {
        if let number = numbers[name] { return number }
        let number = Int32(names.count)
        names.append(name)
        numbers[name] = number
        return number
    }
}
