// Sends Microsoft Teams DIRECT and everything else to the proxy.
//
// Made by pacgen 0.1.0 - do not edit: make it again instead.
//   endpoint data  Worldwide 2026081400
//   preset         teams
//   proxy          PROXY proxy.example.com:8080; DIRECT
//   policy         sha256 226a6e73d34a8424bd6c3b86389337b79e6196998a7600a581670ae16a352c7b
//   rules          14 host patterns DIRECT, 0 through the proxy; 13 address ranges
//
// Of all rules that match a host the most specific decides, whatever their order here: an exact
// name before any wildcard, then the wildcard with more fixed labels.
// "*.example.com" means every host below example.com, not example.com itself.
// The comment behind a rule names the endpoint sets that ask for it, as numbered in
// https://endpoints.office.com/endpoints/Worldwide
//
// Not here by name, since nothing that asks a PAC file uses their ports: Teams set 11 (UDP 3478,
// 3479, 3480, 3481). Only a firewall can let them pass.

var pacgenDefault = "PROXY proxy.example.com:8080; DIRECT";
var pacgenDirect = "DIRECT";

// Hosts by their exact name; those without a dot get one, so that none is mistaken for what every
// object inherits.
var pacgenNames = {
    "teams.microsoft.com": pacgenDirect, // Teams set 12, Allow, required
    "join.secure.skypeassets.com": pacgenDirect, // Teams set 27, Default, required
    "adl.windows.com": pacgenDirect, // Teams set 19, Default, optional
    "localhost.": pacgenDirect, // this computer
    "teams.cloud.microsoft": pacgenDirect, // Teams set 12, Allow, required
    "aka.ms": pacgenDirect, // Teams set 17, Default, required
    "mlccdnprod.azureedge.net": pacgenDirect // Teams set 27, Default, required
};

// Hosts by the end of their name. 1: no rule here, but some below.
var pacgenDomains = {
    ".com": 1,
    ".lync.com": pacgenDirect, // Teams set 12, Allow, required
    ".microsoft.com": 1,
    ".teams.microsoft.com": pacgenDirect, // Teams set 12, Allow, required
    ".skype.com": pacgenDirect, // Teams set 127, Default, required
    ".skypeassets.com": 1,
    ".secure.skypeassets.com": 1,
    ".windows.com": 1,
    ".localhost": pacgenDirect, // this computer
    ".microsoft": 1,
    ".cloud.microsoft": 1,
    ".teams.cloud.microsoft": pacgenDirect, // Teams set 12, Allow, required
    ".ms": 1,
    ".net": 1,
    ".azureedge.net": 1,
    ".windows.net": 1,
    ".mediaservices.windows.net": 1,
    ".keydelivery.mediaservices.windows.net": pacgenDirect, // Teams set 16, Default, required
    ".streaming.mediaservices.windows.net": pacgenDirect // Teams set 16, Default, required
};

// IPv4 literals: first and last address of a range, and its route; in ascending order.
var pacgenIPv4 = [
    [0x34700000, 0x3473ffff, pacgenDirect], // 52.112.0.0/14: Teams set 11, Optimize, required; Teams set 12, Allow, required
    [0x347a0000, 0x347bffff, pacgenDirect], // 52.122.0.0/15: Teams set 11, Optimize, required; Teams set 12, Allow, required
    [0x7f000000, 0x7fffffff, pacgenDirect], // 127.0.0.0/8: this computer
    [0xa9fe0000, 0xa9feffff, pacgenDirect] // 169.254.0.0/16: this link only
];

// IPv6 literals, likewise, as the hexadecimal digits that tell; "g" is after every digit.
var pacgenIPv6 = [
    // ::1/128: this computer
    ["00000000000000000000000000000001", "00000000000000000000000000000001", pacgenDirect],
    // 2603:1027::/48: Teams set 12, Allow, required
    ["26031027", "260310270000g", pacgenDirect],
    // 2603:1037::/48: Teams set 12, Allow, required
    ["26031037", "260310370000g", pacgenDirect],
    // 2603:1047::/48: Teams set 12, Allow, required
    ["26031047", "260310470000g", pacgenDirect],
    // 2603:1057::/48: Teams set 12, Allow, required
    ["26031057", "260310570000g", pacgenDirect],
    // 2603:1063::/38: Teams set 11, Optimize, required; Teams set 12, Allow, required
    ["26031063", "2603106303g", pacgenDirect],
    // 2620:1ec:6::/48: Teams set 12, Allow, required
    ["262001ec0006", "262001ec0006g", pacgenDirect],
    // 2620:1ec:40::/42: Teams set 12, Allow, required
    ["262001ec004", "262001ec007g", pacgenDirect],
    // fe80::/10: this link only
    ["fe8", "febg", pacgenDirect]
];

function FindProxyForURL(url, host) {
    var name, code, route, rule, dot;
    if (!host) {
        return pacgenDefault;
    }
    name = host.toLowerCase();
    code = name.charCodeAt(name.length - 1);
    // Ends in a dot, a digit or "]": perhaps an address.
    if (code < 58 || code === 93) {
        if (code === 46) {
            name = name.substring(0, name.length - 1);
        }
        route = pacgenAddress(name, pacgenIPv4, pacgenIPv6);
        if (route !== void 0) {
            return route || pacgenDefault;
        }
    }
    dot = name.lastIndexOf(".");
    if (dot < 0) {
        return pacgenPlain(name);
    }
    // From the top-level domain downwards, as long as there are rules below.
    route = pacgenDefault;
    do {
        rule = pacgenDomains[name.substring(dot)];
        if (!rule) {
            return route;
        }
        if (rule !== 1) {
            route = rule;
        }
        dot = dot > 0 ? name.lastIndexOf(".", dot - 1) : -1;
    } while (dot >= 0);
    return pacgenNames[name] || route;
}

// A host without a dot: an IPv6 literal (or what looks like one), a rule's host, an intranet name.
function pacgenPlain(name) {
    var rule;
    if (!name) {
        return pacgenDefault;
    }
    rule = pacgenAddress(name, pacgenIPv4, pacgenIPv6);
    if (rule !== void 0 || name.indexOf(":") >= 0) {
        return rule || pacgenDefault;
    }
    return pacgenNames[name + "."] ||
        pacgenDirect;
}

// What the tables say of an IP literal, with or without brackets: 0 for nothing; undefined for
// anything that is no IP literal.
function pacgenAddress(name, ipv4, ipv6) {
    var key = pacgenNumber(name);
    if (key < 0 && name.charAt(0) === "[" && name.charAt(name.length - 1) === "]") {
        name = name.substring(1, name.length - 1);
        key = pacgenNumber(name);
    }
    if (key >= 0) {
        return pacgenFind(ipv4, key);
    }
    key = name.indexOf(":") >= 0 && pacgenExpand(name);
    return key ? pacgenFind(ipv6, key) : void 0;
}

// An IPv4 address as a number; -1 for anything else, other ways to write one among it.
function pacgenNumber(text) {
    var parts;
    if (!/^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/.test(text)) {
        return -1;
    }
    parts = text.split(".");
    return ((parts[0] * 256 + +parts[1]) * 256 + +parts[2]) * 256 + +parts[3];
}

// An IPv6 address as 32 hexadecimal digits; "" for anything else.
function pacgenExpand(text) {
    var colon = text.lastIndexOf(":"), tail, halves, left, right, end, group, digits = "", i;
    if (text.indexOf(".") >= 0) {
        tail = pacgenNumber(text.substring(colon + 1));
        if (tail < 0) {
            return "";
        }
        text = text.substring(0, colon + 1) + (tail >>> 16).toString(16) + ":" +
            (tail & 65535).toString(16);
    }
    halves = text.split("::");
    left = halves[0] ? halves[0].split(":") : [];
    right = halves[1] ? halves[1].split(":") : [];
    end = 8 - right.length;
    if (halves.length > 2 || (halves.length === 2 ? left.length >= end : left.length !== end)) {
        return "";
    }
    for (i = 0; i < 8; i += 1) {
        group = i < left.length ? left[i] : i < end ? "0" : right[i - end];
        if (!/^[0-9a-f]{1,4}$/.test(group)) {
            return "";
        }
        digits += "000".substring(group.length - 1) + group;
    }
    return digits;
}

// What the range says that holds key, by halving; 0 where none does.
function pacgenFind(ranges, key) {
    var low = 0, high = ranges.length, middle, range;
    while (low < high) {
        middle = (low + high) >> 1;
        range = ranges[middle];
        if (key < range[0]) {
            high = middle;
        } else if (key > range[1]) {
            low = middle + 1;
        } else {
            return range[2];
        }
    }
    return 0;
}
